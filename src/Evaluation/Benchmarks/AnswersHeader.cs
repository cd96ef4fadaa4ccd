using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>First line of a per-sample file, which identifies the model and the questions.</summary>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Scorer">Id of the scorer that wrote the scores.</param>
/// <param name="ScorerVersion">Version of that scorer.</param>
/// <param name="Prompts">Kind of prompts used.</param>
/// <param name="Checkpoint">Hash of the model that answered.</param>
/// <param name="MaxNewTokens">Maximum reply length in tokens.</param>
/// <param name="Questions">Hash of ids, prompts, items and the end tokens that the benchmark sets.</param>
internal sealed record AnswersHeader(
    string Benchmark, string Scorer, int ScorerVersion, ScoringMode Prompts, string Checkpoint, int MaxNewTokens, string Questions)
{
    /// <summary>
    /// Returns true if answers stored under the other header answer the same questions, that is, if the headers differ at most in the
    /// scorer.
    /// </summary>
    public bool AsksTheSameAs(AnswersHeader other) => this with { Scorer = other.Scorer, ScorerVersion = other.ScorerVersion } == other;

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("benchmark", Benchmark);
        writer.WriteString("scorer", Scorer);
        writer.WriteNumber("scorer_version", ScorerVersion);
        writer.WriteString("prompts", Prompts == ScoringMode.Default ? "default" : "as_published");
        writer.WriteString("checkpoint", Checkpoint);
        writer.WriteNumber("max_new_tokens", MaxNewTokens);
        writer.WriteString("questions", Questions);
        writer.WriteEndObject();
    }

    /// <exception cref="InputException">The line is not a header.</exception>
    public static AnswersHeader Read(JsonElement line, string path)
    {
        try
        {
            return new(
                line.GetProperty("benchmark").GetString()!,
                line.GetProperty("scorer").GetString()!,
                line.GetProperty("scorer_version").GetInt32(),
                line.GetProperty("prompts").GetString() == "default" ? ScoringMode.Default : ScoringMode.AsPublished,
                line.GetProperty("checkpoint").GetString()!,
                line.GetProperty("max_new_tokens").GetInt32(),
                line.GetProperty("questions").GetString()!);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException(
                $"{path}: line 1", "this is not the header of a per-sample file.", "Give a file that an evaluation wrote.", error);
        }
    }
}
