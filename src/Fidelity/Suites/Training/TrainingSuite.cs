using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Fidelity.Suites.Training;

/// <summary>From LLaVA JSON to updated weights: encoded records, and whole runs compared step by step.</summary>
/// <param name="placement">Device and data type of the models.</param>
public sealed class TrainingSuite(Placement placement) : IGoldenSuite
{
    /// <inheritdoc/>
    public string Name => "training";

    /// <inheritdoc/>
    public IEnumerable<GoldenCase> Cases(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        var cases = json.RootElement.EnumerateArray().Select(element => new TrainingCase(folder, element)).ToList();
        return [.. EncodedCases.Read(folder, cases), .. cases.SelectMany(Runs)];
    }

    /// <summary>
    /// The run as given, and with token weighting also with every step in one piece: the split of a step must not matter.
    /// </summary>
    private IEnumerable<GoldenCase> Runs(TrainingCase stated)
    {
        if (stated.NotCovered is { } why)
        {
            return [GoldenCase.NotCovered("training/run", stated.Name, why)];
        }

        var asStated = RunCases.Of(stated, stated.Name, stated.Options, placement);
        var whole = stated.Options with { MicroBatch = stated.Options.EffectiveBatch };
        return whole.LossWeighting == LossWeighting.Tokens && whole != stated.Options
            ? asStated.Concat(RunCases.Of(stated, $"{stated.Name}, micro-batch {whole.MicroBatch}", whole, placement))
            : asStated;
    }
}
