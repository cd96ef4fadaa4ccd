using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>An answer in a per-sample file.</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Prompt">Prompt given to the model.</param>
/// <param name="Reply">Reply of the model.</param>
/// <param name="Document">Fields of the item.</param>
internal sealed record AnsweredItem(string Id, string Prompt, string Reply, JsonElement Document)
{
    /// <summary>Name of the field that says why a reply ended; absent if the model ended it.</summary>
    public const string Finish = "finish";

    /// <summary>Value of <see cref="Finish"/> for a reply that reached the maximum number of tokens, as in other tools.</summary>
    public const string Length = "length";

    /// <summary>True if the reply reached the maximum number of tokens before it ended.</summary>
    public bool IsCut { get; init; }

    /// <summary>Writes the answer with its scores in both modes.</summary>
    public void Write(Utf8JsonWriter writer, IScorer scorer, SampleScore byDefault, SampleScore published)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Id);
        writer.WriteString("prompt", Prompt);
        writer.WriteString("reply", Reply);
        WriteFinish(writer, IsCut);
        writer.WriteStartArray("gold");
        foreach (var gold in scorer.Gold(Document, ScoringMode.Default))
            writer.WriteStringValue(gold);
        writer.WriteEndArray();
        writer.WriteString("reading", byDefault.Reading);
        Write(writer, "default", byDefault);
        Write(writer, "as_published", published);
        writer.WritePropertyName("doc");
        Document.WriteTo(writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes that a reply was cut; nothing if it was not.</summary>
    public static void WriteFinish(Utf8JsonWriter writer, bool isCut)
    {
        if (isCut)
        {
            writer.WriteString(Finish, Length);
        }
    }

    /// <summary>Returns true if a line says that its reply was cut.</summary>
    public static bool IsCutIn(JsonElement line) =>
        line.TryGetProperty(Finish, out var finish) && finish.ValueKind == JsonValueKind.String && finish.ValueEquals(Length);

    /// <exception cref="InputException">A field is missing, or item or reply is too long to be scored.</exception>
    public static AnsweredItem Read(JsonElement line, string place)
    {
        try
        {
            var document = line.GetProperty("doc").Clone();
            AnswerLimits.CheckItem(document, place);
            var reply = line.GetProperty("reply").GetString()!;
            AnswerLimits.CheckReply(reply, place);
            return new(line.GetProperty("id").GetString()!, line.GetProperty("prompt").GetString()!, reply, document)
            {
                IsCut = IsCutIn(line),
            };
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException(
                place, "an answer needs id, prompt, reply and doc.", "The file was cut or edited; evaluate again.", error);
        }
    }

    private static void Write(Utf8JsonWriter writer, string mode, SampleScore score)
    {
        writer.WriteStartObject(mode);
        foreach (var (metric, value) in score.Values)
        {
            if (value is { } number)
                writer.WriteNumber(metric, number);
            else
                writer.WriteNull(metric);
        }

        if (score.PublishedError is { } error)
        {
            writer.WriteString("error", error);
        }

        writer.WriteEndObject();
    }
}
