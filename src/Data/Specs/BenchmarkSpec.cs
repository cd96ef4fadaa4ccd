namespace LmmCl.Data.Specs;

/// <summary>A set of questions with a scoring rule.</summary>
/// <param name="Id">Name in tables and events.</param>
/// <param name="Test">Path of the test file: LLaVA JSON or JSON lines.</param>
/// <param name="Pictures">Folder of the test images.</param>
/// <param name="Scorer">Id of the scorer.</param>
/// <param name="Prompt">Text around the question; null for the scorer's own prompt only.</param>
/// <param name="AnswerForm">Form of the answer, for display: letter, number, word, yes_no, time, text.</param>
/// <param name="MaxNewTokens">Maximum answer length in tokens; null for the scorer's own limit.</param>
/// <param name="Place">File and entry, for messages.</param>
public sealed record BenchmarkSpec(
    string Id,
    string Test,
    string Pictures,
    string Scorer,
    PromptText? Prompt,
    string? AnswerForm,
    int? MaxNewTokens,
    string Place)
{
    /// <summary>Tokens that end an answer; null for the end of a turn and those that the checkpoint names.</summary>
    public IReadOnlyList<string>? EndTokens { get; init; }
}
