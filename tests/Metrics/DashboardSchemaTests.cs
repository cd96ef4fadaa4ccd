namespace LmmCl.Metrics.Tests;

/// <summary>The dashboards against the types that Grafana publishes.</summary>
public sealed class DashboardSchemaTests : IDisposable
{
    private const string Npm = "npm";

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-grafana-").FullName;

    [ToolFact(Npm)]
    public async Task Dashboards_fit_the_schema_of_grafana_and_a_spoilt_one_does_not()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Metrics", "grafana")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var (installed, log) = await Tool.RunAsync(Npm, null, folder, "ci", "--no-audit", "--no-fund");
        Assert.True(installed == 0, log);

        var (code, output) = await CheckAsync([.. Dashboards.Files]);
        Assert.True(code == 0, output);
        Assert.Contains($"{Dashboards.Files.Count} dashboards, 0 faults", output, StringComparison.Ordinal);

        var spoilt = Path.Combine(folder, "spoilt.json");
        var text = await File.ReadAllTextAsync(Dashboards.Files[0]);
        await File.WriteAllTextAsync(spoilt, text.Replace("\"displayMode\": \"gradient\"", "\"displayMode\": \"gradual\"", StringComparison.Ordinal));
        (code, output) = await CheckAsync(spoilt);
        Assert.Equal(1, code);
        Assert.Contains("gradual", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Panels_do_not_overlap_and_have_their_own_numbers()
    {
        foreach (var file in Dashboards.Files)
        {
            var panels = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!["panels"]!.AsArray();
            var cells = panels.SelectMany(panel =>
                from x in Enumerable.Range((int)panel!["gridPos"]!["x"]!, (int)panel["gridPos"]!["w"]!)
                from y in Enumerable.Range((int)panel["gridPos"]!["y"]!, (int)panel["gridPos"]!["h"]!)
                select (x, y)).ToList();

            Assert.Equal(cells.Count, cells.Distinct().Count());
            Assert.All(cells, cell => Assert.InRange(cell.x, 0, 23));
            Assert.Equal(panels.Count, panels.Select(panel => (int)panel!["id"]!).Distinct().Count());
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<(int Code, string Output)> CheckAsync(params string[] files) =>
        Tool.RunAsync("node", null, folder, [Path.Combine(folder, "check.mjs"), .. files]);
}
