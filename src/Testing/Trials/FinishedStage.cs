using LmmCl.Training;

namespace LmmCl.Testing.Trials;

/// <summary>The results of a stage, for inspection and comparison.</summary>
internal sealed record FinishedStage
{
    /// <summary>The report of the training loop.</summary>
    public required TrainingOutcome Outcome { get; init; }

    /// <summary>The record of the method's actions.</summary>
    public required WatchedMethod Method { get; init; }

    /// <summary>Loss of every step of the last session.</summary>
    public required IReadOnlyList<double> Losses { get; init; }

    /// <summary>Hash of every parameter of the model, by name.</summary>
    public required IReadOnlyDictionary<string, string> Weights { get; init; }

    /// <summary>Hash of every file in the method's state folder, by relative path.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Logits of the model's own weights, without wrappers.</summary>
    public required float[] PlainAnswers { get; init; }

    /// <summary>Logits of the finished model: its weights and the method's attachments.</summary>
    public required float[] Answers { get; init; }

    /// <summary>The model's shape before the stage and after it.</summary>
    public required (IReadOnlyList<string> Before, IReadOnlyList<string> After) Shape { get; init; }

    /// <summary>Names of modules still wrapped after the method had finished and was disposed of.</summary>
    public required IReadOnlyList<string> LeftWrapped { get; init; }

    /// <summary>True if the teacher was called.</summary>
    public required bool AskedTeacher { get; init; }

    /// <summary>The differences from another run as sentences; empty if bitwise equal.</summary>
    public IReadOnlyList<string> Differences(FinishedStage other) =>
    [
        .. Compare("weight", Weights, other.Weights),
        .. Compare("trained", Method.Trained, other.Method.Trained),
        .. Compare("file", Files, other.Files),
        .. Answers.SequenceEqual(other.Answers) ? Enumerable.Empty<string>() : ["the finished model answers differently"],
    ];

    private static IEnumerable<string> Compare(
        string what, IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Keys.Union(other.Keys)
            .Where(name => one.GetValueOrDefault(name) != other.GetValueOrDefault(name))
            .Select(name => $"{what} {name} differs");
}
