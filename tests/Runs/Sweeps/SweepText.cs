namespace LmmCl.Runs.Tests.Sweeps;

/// <summary>Sweep files for tests: a small valid one, whose lines can be replaced by key or added to.</summary>
internal static class SweepText
{
    public static string Write(string folder, params string[] lines)
    {
        Dictionary<string, string> entries = new()
        {
            ["sweep"] = "trial",
            ["model"] = "model",
            ["world"] = "world.yaml",
            ["seeds"] = "[42, 1]",
            ["learning_rates"] = "[8e-4, 0.0004]",
            ["methods"] = "[{ settings: { recipe: sa_proj } }, { label: kept, method: LwF, settings: { lambda: 2 } }]",
            ["training"] = "{ effective_batch: 4, micro_batch: 4 }",
        };
        foreach (var line in lines)
        {
            var parts = line.Split(": ", 2);
            entries[parts[0]] = parts[1];
        }

        var path = Path.Combine(folder, "trial.yaml");
        File.WriteAllLines(path, entries.Where(entry => entry.Value != "absent").Select(entry => $"{entry.Key}: {entry.Value}"));
        return path;
    }
}
