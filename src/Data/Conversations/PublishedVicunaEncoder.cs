using LmmCl.Data.Llava;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Data.Conversations;

/// <summary>
/// Encodes Vicuna conversations (template v1) with the labels of the published code, for comparison only: answers are located by tokenizing
/// each round again, which leaves one prompt token labelled, and every label is dropped if the lengths do not add up.
/// </summary>
/// <param name="tokenizer">Tokenizer that prepends its begin token to every text.</param>
/// <param name="padId">Id of the padding token; if a text contains it, the lengths do not add up.</param>
/// <param name="maximumLength">Maximum text length without images.</param>
public sealed class PublishedVicunaEncoder(HuggingFaceTokenizer tokenizer, int padId, int maximumLength)
{
    private const string System =
        "A chat between a curious user and an artificial intelligence assistant. "
        + "The assistant gives helpful, detailed, and polite answers to the user's questions.";

    private const string Separator = " ";
    private const string EndOfRound = "</s>";
    private const string BeforeAnswer = Separator + "ASSISTANT: ";
    private const int ForgottenTokens = 2;

    private static readonly string[] roles = ["USER", "ASSISTANT"];

    /// <summary>Encodes a whole conversation to ids and labels.</summary>
    /// <exception cref="Abstractions.InputException">
    /// A turn is from neither human nor gpt or has no value, or the turns do not alternate.
    /// </exception>
    public EncodedConversation Encode(LlavaRecord record)
    {
        var text = Render(record);
        var pictures = record.Pictures is not null;
        var ids = Tokens(text, pictures);
        if (!pictures)
        {
            ids = [.. ids.Take(maximumLength)];
        }

        return new(ids, Labels(text, ids, pictures));
    }

    private static string Render(LlavaRecord record)
    {
        var turns = PictureMarker.Place(record);
        var skipped = turns is [{ From: "gpt" }, ..] ? 1 : 0;
        var text = System + Separator;
        for (var i = skipped; i < turns.Count; i++)
        {
            var (round, turn) = ((i - skipped) % 2, turns[i]);
            if (turn.From != (round == 0 ? "human" : "gpt") || turn.Value is null)
            {
                throw record.Place.Wrong(["conversations", i], "turns must be from 'human' and 'gpt' in turn, each with a 'value'.");
            }

            text += turn.Value.Length == 0 ? $"{roles[round]}:" : $"{roles[round]}: {turn.Value}{(round == 0 ? Separator : EndOfRound)}";
        }

        return text;
    }

    private List<int> Tokens(string text, bool pictures)
    {
        if (!pictures)
        {
            return [.. tokenizer.WithoutAddedToken(PictureMarker.Text).Encode(text, addSpecialTokens: true)];
        }

        var begin = tokenizer.Encode("", addSpecialTokens: true).Count;
        var chunks = text.Split(PictureMarker.Text).Select(chunk => tokenizer.Encode(chunk, addSpecialTokens: true)).ToList();
        var ids = new List<int>(chunks[0]);
        foreach (var chunk in chunks.Skip(1))
        {
            ids.Add(EncodedConversation.PicturePlaceholder);
            ids.AddRange(chunk.Skip(begin));
        }

        return ids;
    }

    private int[] Labels(string text, List<int> ids, bool pictures)
    {
        var labels = ids.ToArray();
        var at = 1;
        Ignore(labels, 0, at);
        foreach (var round in text.Split(EndOfRound).TakeWhile(round => round.Length > 0))
        {
            var parts = round.Split(BeforeAnswer);
            if (parts.Length != 2)
            {
                break;
            }

            Ignore(labels, at, at + Tokens(parts[0] + BeforeAnswer, pictures).Count - ForgottenTokens);
            at += Tokens(round, pictures).Count;
        }

        Ignore(labels, at, labels.Length);
        if (at < maximumLength && at != ids.Count(id => id != padId))
        {
            Ignore(labels, 0, labels.Length);
        }

        return labels;
    }

    private static void Ignore(int[] labels, int start, int end)
    {
        for (var i = start; i < Math.Min(end, labels.Length); i++)
        {
            labels[i] = EncodedConversation.Ignored;
        }
    }
}
