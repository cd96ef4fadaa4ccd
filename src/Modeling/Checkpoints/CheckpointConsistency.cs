using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>
/// Checks for contradictions between a configuration and the weights in which either could be right and would give a different model.
/// </summary>
internal static class CheckpointConsistency
{
    private const string Field = "tie_word_embeddings";
    private const string Head = "lm_head.weight";
    private const string Embedding = "embed_tokens.weight";

    /// <summary>Checks that a tied head has no weights of its own.</summary>
    /// <exception cref="InputException">
    /// The stored head differs from the embedding; the message names <c>tie_word_embeddings</c>.
    /// </exception>
    public static void CheckTiedHead(JsonFields config, CheckpointTensors stored)
    {
        var text = config.Object("text_config");
        var tied = config.Bool(Field, false) || text?.Bool(Field, false) == true;
        var head = stored.Find(Head);
        var embedding = stored.Names.FirstOrDefault(name => name.EndsWith(Embedding, StringComparison.Ordinal));
        if (tied && head is not null && embedding is not null && !SameValues(head, stored.Find(embedding)!))
        {
            throw new InputException(
                (config.Has(Field) ? config : text!).Place(Field),
                $"it is true, but {stored.Place} holds a {Head} that differs from {embedding}.",
                $"Set it to false to use the stored head, or remove {Head} from the file.");
        }
    }

    /// <summary>Returns true if the only mismatch is that the head is missing.</summary>
    /// <param name="error">The error of <see cref="ModelWeights.Check"/>.</param>
    public static bool IsMissingHead(InputException error) => error.Problem.EndsWith($": missing: {Head}.", StringComparison.Ordinal);

    /// <summary>The error for a head that is not tied and has no weights; it names <c>tie_word_embeddings</c>.</summary>
    public static InputException MissingHead(JsonFields config, CheckpointTensors stored)
    {
        var place = config.Object("text_config") is { } text && text.Has(Field) ? text : config;
        return new(
            place.Place(Field),
            $"it is {(place.Has(Field) ? "false" : "missing")}, and {stored.Place} has no {Head}.",
            "Set it to true if the model uses its embedding as head; otherwise the head was not saved.");
    }

    private static bool SameValues(StoredTensor head, StoredTensor embedding)
    {
        if (!head.Entry.Shape.SequenceEqual(embedding.Entry.Shape) || head.Entry.Dtype != embedding.Entry.Dtype)
        {
            return false;
        }

        var length = head.Entry.End - head.Entry.Begin;
        var (one, other) = (new byte[1 << 20], new byte[1 << 20]);
        for (var at = 0L; at < length; at += one.Length)
        {
            var count = (int)Math.Min(one.Length, length - at);
            head.File.ReadBytes(head.Entry, at, one.AsSpan(0, count));
            embedding.File.ReadBytes(embedding.Entry, at, other.AsSpan(0, count));
            if (!one.AsSpan(0, count).SequenceEqual(other.AsSpan(0, count)))
            {
                return false;
            }
        }

        return true;
    }
}
