using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// Versions of the rules by which an experiment reads its data. An experiment is resumed and rerun under the version that it began
/// with.
/// </summary>
/// <remarks>
/// Version 2 uses a record's own system text, leaves out answers of weight 0, uses the full learning rate in a stage of one step, scores
/// replies with the current scorer versions, turns pictures upright, and counts the files that settings name among the inputs.
/// </remarks>
internal static class ExperimentRules
{
    /// <summary>The rules of experiments that do not name any.</summary>
    public const int First = 1;

    /// <summary>The rules of new experiments.</summary>
    public const int Current = 2;

    /// <summary>Name of the field in a recorded specification; absent for <see cref="First"/>.</summary>
    public const string Field = "rules";

    /// <summary>Returns the rules under which an experiment began.</summary>
    /// <exception cref="InputException">The rules are of a later version.</exception>
    public static int Of(ExperimentStarted begun)
    {
        var rules = Parse(begun.SpecJson)?[Field]?.GetValue<int>() ?? First;
        return rules is >= First and <= Current ? rules : throw new InputException(
            "the recorded specification: rules",
            $"it began under rules of version {rules}, this version knows {Current}.",
            "Update the program.");
    }

    /// <summary>Returns the records as the rules read them.</summary>
    public static IReadOnlyList<LlavaRecord> Apply(int rules, IReadOnlyList<LlavaRecord> records) =>
        rules > First ? records : [.. records.Select(record => record.ReadAsBefore())];

    private static JsonObject? Parse(string spec)
    {
        try
        {
            return JsonNode.Parse(spec) as JsonObject;
        }
        catch (JsonException)
        {
            // Reported where the specifications are compared.
            return null;
        }
    }
}
