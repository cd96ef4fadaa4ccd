using System.Text;
using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Data.Conversations;

/// <summary>Converts LLaVA records to token ids and labels (study E.3). Each block of the template is tokenized separately.</summary>
public sealed class ConversationEncoder
{
    private readonly ConversationTemplate template;
    private readonly HuggingFaceTokenizer withPictures;
    private readonly HuggingFaceTokenizer withoutPictures;
    private readonly HashSet<int> alwaysLabelled;
    private readonly int marker;
    private readonly int endOfTurn;

    /// <summary>
    /// Creates an encoder with a template and a tokenizer that has the template's tokens; the image marker is added if missing.
    /// </summary>
    /// <exception cref="InputException">The tokenizer lacks a token of the template.</exception>
    public ConversationEncoder(HuggingFaceTokenizer tokenizer, ConversationTemplate template)
    {
        this.template = template;
        withPictures = tokenizer.WithAddedToken(PictureMarker.Text);
        withoutPictures = tokenizer.WithoutAddedToken(PictureMarker.Text);
        marker = withPictures.IdOf(PictureMarker.Text)!.Value;
        alwaysLabelled = [.. template.AlwaysLabelled.Select(IdOf)];
        endOfTurn = IdOf(template.EndOfTurn);
    }

    /// <summary>Id of the token that ends an answer.</summary>
    public int EndOfTurn => endOfTurn;

    /// <summary>Encodes a whole conversation to ids and labels.</summary>
    /// <param name="record">The record. If it has images, its markers become placeholders; otherwise they are ordinary text.</param>
    /// <param name="mode">Tokens that contribute to the loss.</param>
    /// <param name="system">System text; null for the template's default.</param>
    /// <exception cref="InputException">
    /// In as-published mode, thrown for a record whose first turn is neither human's nor gpt's, or has no <c>from</c>, as the study's code
    /// does.
    /// </exception>
    public EncodedConversation Encode(LlavaRecord record, LabelMode mode = LabelMode.Answers, string? system = null)
    {
        if (mode == LabelMode.AsPublished)
        {
            RefuseAsPublished(record);
        }

        var (ids, labels) = (new List<int>(), new List<int>());
        foreach (var (role, text, learned) in Blocks(record, system))
        {
            var first = ids.Count == 0 ? template.Opening : "";
            var block = Tokenizer(record).Encode(first + template.Block(role, text));
            ids.AddRange(block.Select(id => id == marker && record.Pictures is not null ? EncodedConversation.PicturePlaceholder : id));
            labels.AddRange(mode == LabelMode.AsPublished ? PublishedLabels(role, block) : AnswerLabels(role, block, learned));
        }

        return new(ids, labels);
    }

    /// <summary>
    /// Returns an upper bound of the record's number of tokens, without expanding images or tokenizing: a token covers at least one byte,
    /// and normalization turns one byte into at most three.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="system">System text; null for the template's default.</param>
    public int MostTokens(LlavaRecord record, string? system = null) =>
        Blocks(record, system).Sum(block => MostTokens(template.Block(block.Role, block.Text))) + MostTokens(template.Opening);

    /// <summary>Encodes the conversation up to its first answer, ending where the model continues.</summary>
    public EncodedConversation EncodePrompt(LlavaRecord record, string? system = null)
    {
        var before = Blocks(record, system).TakeWhile(block => block.Role != LlavaTurn.Assistant);
        var text = before.Select(block => template.Block(block.Role, block.Text)).Append(template.Header(LlavaTurn.Assistant));
        var ids = text.SelectMany((block, index) => Tokenizer(record).Encode((index == 0 ? template.Opening : "") + block));
        return new([.. ids.Select(id => id == marker && record.Pictures is not null ? EncodedConversation.PicturePlaceholder : id)], []);
    }

    /// <summary>Encodes a prompt with a number of images before its text, as benchmarks do.</summary>
    public EncodedConversation EncodePrompt(string text, int pictures, string? system = null)
    {
        var markers = string.Concat(Enumerable.Repeat(PictureMarker.Text, pictures));
        var value = pictures == 0 ? text : $"{markers}\n{text}";
        var turns = new[] { new LlavaTurn("human", value) };
        return EncodePrompt(new LlavaRecord("", pictures == 0 ? null : [], turns, RecordPlace.Nowhere), system);
    }

    private static int MostTokens(string text)
    {
        // Some tokenizers put a blank before each part of a block.
        const int blanks = 16;
        return blanks + (Ascii.IsValid(text) ? text.Length : 3 * Encoding.UTF8.GetByteCount(text));
    }

    private HuggingFaceTokenizer Tokenizer(LlavaRecord record) => record.Pictures is null ? withoutPictures : withPictures;

    private IEnumerable<(string Role, string Text, bool IsLearned)> Blocks(LlavaRecord record, string? system)
    {
        var turns = PictureMarker.Place(record);
        var spoken = turns is [{ Speaker: not LlavaTurn.User }, ..] ? turns.Skip(1) : turns;
        return spoken
            .Select(turn => (turn.Speaker, record.Pictures is null ? turn.Text : Framed(turn.Text), turn.IsLearned))
            .Prepend(("system", system ?? template.System, true));
    }

    /// <summary>Puts the template's frame around every image marker, in place of the newline after it.</summary>
    private string Framed(string text) => template.PictureFrame is var (before, after)
        ? text.Replace(PictureMarker.Text + "\n", PictureMarker.Text, StringComparison.Ordinal)
            .Replace(PictureMarker.Text, before + PictureMarker.Text + after, StringComparison.Ordinal)
        : text;

    /// <summary>
    /// Labels the answer's text and its end; a token that begins before the text, such as a newline merged with the header's, is excluded.
    /// </summary>
    private IEnumerable<int> AnswerLabels(string role, IReadOnlyList<int> block, bool isLearned)
    {
        if (role != LlavaTurn.Assistant || !isLearned)
        {
            return Enumerable.Repeat(EncodedConversation.Ignored, block.Count);
        }

        var end = block.Count - 1;
        while (block[end] != endOfTurn)
        {
            end--;
        }

        var start = TextStart(block);
        return block.Select((id, at) => at >= start && at <= end && id != marker ? id : EncodedConversation.Ignored);
    }

    /// <summary>
    /// Returns the first token that begins at or after the text. Token and character lengths agree in the header, which is ASCII.
    /// </summary>
    private int TextStart(IReadOnlyList<int> block)
    {
        var (at, characters) = (0, 0);
        for (var header = template.Header(LlavaTurn.Assistant).Length; characters < header; at++)
        {
            characters += withPictures.TokenOf(block[at])!.Length;
        }

        return at;
    }

    private IEnumerable<int> PublishedLabels(string role, IReadOnlyList<int> block)
    {
        var asked = role is LlavaTurn.User or "system";
        return block.Select(id => !asked || alwaysLabelled.Contains(id) ? id : EncodedConversation.Ignored);
    }

    private static void RefuseAsPublished(LlavaRecord record)
    {
        var first = record.Turns.FirstOrDefault();
        if (first?.From is not ("human" or "gpt"))
        {
            throw record.Place.Wrong(
                ["conversations", 0, "from"],
                "as published, the first turn must be from 'human' or 'gpt'.",
                "Leave --as-published out to accept it.");
        }

        for (var i = 0; i < record.Turns.Count; i++)
        {
            if (record.Pictures is not null && record.Turns[i].Value is null)
            {
                throw record.Place.Wrong(
                    ["conversations", i],
                    "as published, a turn of a record with a picture must have a 'value'.",
                    "Leave --as-published out to accept it.");
            }
        }
    }

    private int IdOf(string token)
    {
        // The newline is looked up by its text, because its raw form depends on the vocabulary's alphabet.
        var id = withPictures.IdOf(token) ?? (withPictures.Encode(token) is [var only] ? only : null);
        return id ?? throw new InputException(
            withPictures.Source,
            $"the token '{token}' of the template {template.Id} is missing.",
            "This tokenizer belongs to another model family.");
    }
}
