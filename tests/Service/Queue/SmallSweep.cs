namespace LmmCl.Service.Tests.Queue;

/// <summary>A sweep of small experiments, one for each recipe: one submission, one check.</summary>
internal static class SmallSweep
{
    /// <summary>Writes the file.</summary>
    public static string Write(Workplace place, string training, string order, params string[] recipes)
    {
        var path = Path.Combine(place.Root, "trial.yaml");
        File.WriteAllLines(
            path,
            [
                "sweep: trial",
                $"model: {place.World.Model}",
                $"world: {place.World.Short}",
                $"orders: {{ own: [{order}] }}",
                "learning_rates: [0.01]",
                $"training: {training}",
                "evaluation: { batch_size: 3, probe_samples: 4 }",
                "methods:",
                .. recipes.Select(recipe => $"  - {{ label: {recipe}, settings: {{ recipe: {recipe} }} }}"),
            ]);
        return path;
    }

    /// <summary>Name of a recipe's experiment.</summary>
    public static string Name(string recipe) => $"trial-{recipe}-own-rate0.01-seed42";
}
