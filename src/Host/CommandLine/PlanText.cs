using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Evaluation;
using LmmCl.Reports.Formats;
using LmmCl.Runs.Planning;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary>Prints plans.</summary>
internal static class PlanText
{
    private const int Wide = 140;

    private static readonly JsonSerializerOptions json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static void Write(IAnsiConsole console, ResourcePlan plan, PlanFormat format)
    {
        if (format == PlanFormat.Json)
        {
            console.AtLeast(int.MaxValue).WriteLine(JsonSerializer.Serialize(plan, json));
            return;
        }

        var wide = console.AtLeast(Wide);
        wide.WriteLine($"{plan.Experiment}: {plan.Label} on {plan.Family}, {plan.Dtype} on {plan.Device}");
        wide.WriteLine($"shapes: {plan.ShapesFrom}");
        wide.WriteLine($"batches: {plan.LengthsFrom}");
        wide.Write(Roles(plan));
        wide.Write(Memory(plan));
        wide.WriteLine(
            $"disk: {Figures.Size(plan.Disk.Checkpoint)} for each of {plan.Disk.Stages} checkpoints, {Figures.Size(plan.Disk.State)} for a "
            + $"state to resume from; {Figures.Size(plan.Disk.Kept)} in the end, {Figures.Size(plan.Disk.Peak)} at most");
        foreach (var line in Verdict(plan))
        {
            wide.WriteLine(line);
        }
    }

    public static void Write(IAnsiConsole console, SweepPlan plan, PlanFormat format)
    {
        if (format == PlanFormat.Json)
        {
            console.AtLeast(int.MaxValue).WriteLine(JsonSerializer.Serialize(plan, json));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("method", "parameters trained", "training", "evaluation", "checkpoints", "fits");
        foreach (var method in plan.Methods)
        {
            table.AddRow(
                Markup.Escape(method.Label),
                Count(method.Trained.Sum(role => role.Numbers)),
                Figures.Size(method.TrainingPeak),
                Figures.Size(method.EvaluationPeak),
                Figures.Size(method.Disk.Kept),
                method.Fits switch { true => "yes", false => "no", null => Figures.Missing });
        }

        var wide = console.AtLeast(Wide);
        wide.WriteLine($"shapes: {plan.Methods[0].ShapesFrom}");
        wide.WriteLine($"batches: {plan.Methods[0].LengthsFrom}");
        wide.Write(table);
        var time = plan.Left is { } left
            ? $"{Figures.Duration(left)} left, one after another, by the time of the complete ones"
            : "the time can be estimated once one of them is complete";
        wide.WriteLine(
            $"{plan.Sweep}: {plan.Experiments} experiments, {plan.Complete} complete; {Figures.Size(plan.Disk)} of checkpoints; {time}");
        if (plan.Cluster is { } cluster)
        {
            wide.WriteLine(Describe(cluster));
        }
    }

    private static string Describe(ClusterPlan plan)
    {
        var needs = string.Join(", ", new[] { (plan.Gpus, "GPUs"), (plan.Cpus ?? 0, "CPUs") }
            .Where(need => need.Item1 > 0)
            .Select(need => $"{need.Item1} {(need.Item1 == 1 ? need.Item2[..^1] : need.Item2)}"));
        return $"on Slurm: {Count(plan.Jobs)} jobs"
            + (plan.AtOnce is { } most ? $", at most {Count(most)} at a time" : "")
            + (needs.Length > 0 ? $", each with {needs}" : "")
            + (plan.GpuTime is { } time ? $"; {time.TotalHours.ToString("N1", CultureInfo.InvariantCulture)} GPU hours" : "")
            + (plan.Elapsed is { } elapsed ? $"; {Figures.Duration(elapsed)} from the first start to the last end" : "");
    }

    private static Table Roles(ResourcePlan plan)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("role", "parameters", "trained");
        var trained = plan.Trained.ToDictionary(role => role.Role, role => role.Numbers);
        foreach (var role in plan.Parameters.Select(role => role.Role).Union(trained.Keys))
        {
            var all = plan.Parameters.Where(other => other.Role == role).Sum(other => other.Numbers);
            table.AddRow($"{role}", Count(all), Count(trained.GetValueOrDefault(role)));
        }

        return table.AddRow("[bold]all[/]", Count(plan.Parameters.Sum(role => role.Numbers)), Count(trained.Values.Sum()));
    }

    private static Table Memory(ResourcePlan plan)
    {
        var (memory, table) = (plan.TrainingMemory, new Table().Border(TableBorder.Rounded).AddColumns("memory", "size", "of"));
        void Row(string what, long bytes, string note) => table.AddRow(what, Figures.Size(bytes), note);
        Row("program", plan.Program, plan.Device == "cpu" ? "runtime, libtorch, and the pictures that are kept" : "the CUDA context");
        Row("weights", memory.Weights, "all parameters");
        Row("copies", memory.Copies, "a teacher's own tensors; earlier values of what is merged");
        Row("masters", memory.Masters, "fp32 copies of trained bfloat16 parameters");
        Row("moments", memory.Moments, "AdamW's two, in fp32");
        Row("gradients", memory.Gradients, "of trained parameters, in fp32");
        Row("activations", memory.Activations, $"of {Batch(plan.Training)}");
        Row("[bold]training[/]", plan.TrainingPeak, "at most at once; gradients grow while activations shrink");
        Row("[bold]evaluation[/]", plan.EvaluationPeak, $"with {Batch(plan.Evaluation)}");
        Row("[bold]probes[/]", plan.ProbePeak, "");
        return table;
    }

    private static IEnumerable<string> Verdict(ResourcePlan plan)
    {
        if (plan.Capacity is not { } capacity)
        {
            yield return $"It needs {Figures.Size(plan.Peak)}. The device is not here; name its memory with --memory.";
            yield break;
        }

        if (plan.Fits == true)
        {
            yield return $"It fits: {Figures.Size(plan.Peak)} of {Figures.Size(capacity)}.";
            yield break;
        }

        yield return $"It does not fit: {Figures.Size(plan.Peak)} of {Figures.Size(capacity)}. To change, in this order:";
        foreach (var change in plan.Advice)
        {
            yield return $"  {change.Change}  -> {Figures.Size(change.Peak)}";
        }

        if (plan.Advice.Count == 0 || plan.Advice[^1].Peak > capacity)
        {
            yield return "  Even then it does not fit: train fewer parameters (another recipe, or LoRA), or use a larger device.";
        }
    }

    private static string Batch(BatchSizes sizes) => string.Create(
        CultureInfo.InvariantCulture, $"{sizes.Rows} rows of up to {sizes.Tokens:N0} tokens with {sizes.Crops:N0} crops or patches");

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
