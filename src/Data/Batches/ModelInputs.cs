using LmmCl.Abstractions;
using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Data.Batches;

/// <summary>
/// Converts records and questions to model inputs. Each model has one instance, shared by training, evaluation and probes.
/// </summary>
/// <param name="tokenizer">The model's tokenizer.</param>
/// <param name="encoder">Encoder with the model's template.</param>
/// <param name="collator">Collator with the model's batch layout.</param>
public sealed class ModelInputs(HuggingFaceTokenizer tokenizer, ConversationEncoder encoder, Collator collator)
{
    /// <summary>The model's tokenizer.</summary>
    public HuggingFaceTokenizer Tokenizer { get; } = tokenizer;

    /// <summary>Encoder with the model's template.</summary>
    public ConversationEncoder Encoder { get; } = encoder;

    /// <summary>Collator with the model's batch layout.</summary>
    public Collator Collator { get; } = collator;

    /// <summary>Ids that end a reply: the end of a turn, and those that the checkpoint's generation settings name.</summary>
    public IReadOnlyList<int> EndTokens { get; init; } = [encoder.EndOfTurn];

    /// <summary>Returns the ids that end a reply.</summary>
    /// <param name="tokens">Tokens that a benchmark names; null for <see cref="EndTokens"/>.</param>
    /// <exception cref="InputException">The tokenizer lacks one of the tokens.</exception>
    public IReadOnlyList<int> EndTokensOf(IReadOnlyList<string>? tokens) => tokens is null ? EndTokens :
    [
        .. tokens.Select(token => Tokenizer.IdOf(token)
            ?? throw new InputException($"end_tokens: '{token}'", $"it is not a token of {Tokenizer.Source}.")),
    ];

    /// <summary>Returns training examples, in the order of the records.</summary>
    /// <param name="records">Records of one dataset.</param>
    /// <param name="folder">Folder of the dataset's images.</param>
    /// <param name="mode">Tokens that contribute to the loss.</param>
    /// <exception cref="InputException">An image is missing, markers and images do not match, or a record has nothing to learn.</exception>
    public IReadOnlyList<EncodedExample> Examples(
        IEnumerable<LlavaRecord> records, PictureFolder folder, LabelMode mode = LabelMode.Answers) =>
        [.. records.Select(record => Example(record, folder, mode))];

    /// <summary>Cuts or drops the examples that are longer than the limit.</summary>
    /// <exception cref="InputException">An image is missing, or its header is damaged.</exception>
    public LimitedExamples Within(LengthLimit limit, IEnumerable<EncodedExample> examples)
    {
        var kept = new List<EncodedExample>();
        var (cut, dropped) = (0, 0);
        foreach (var example in examples)
        {
            if (Collator.LengthOf(example) <= limit.Tokens)
            {
                kept.Add(example);
            }
            else if (limit.Overlong == OverlongRecords.Cut
                && limit.Cut(example.Text, Collator.PictureTokens(example.Pictures), Encoder.EndOfTurn) is { } text)
            {
                kept.Add(example with { Text = text });
                cut++;
            }
            else
            {
                dropped++;
            }
        }

        return new LimitedExamples(kept, cut, dropped);
    }

    /// <summary>Texts that the tokenizer reads as one control token each.</summary>
    public IReadOnlyList<string> ControlTokens => Tokenizer.SpecialTokens;

    /// <summary>Builds a batch of questions to answer.</summary>
    /// <param name="questions">The text after the images, the image paths, and the system text (null: the template's).</param>
    /// <exception cref="InputException">An image is missing or damaged.</exception>
    public MultimodalBatch Questions(IEnumerable<(string Prompt, IReadOnlyList<string> Pictures, string? System)> questions) =>
        Collator.ForGeneration([.. questions.Select(question => Question(question.Prompt, question.Pictures, question.System))]);

    /// <summary>Returns the number of tokens of a record in a row, with its images expanded.</summary>
    /// <exception cref="InputException">An image is missing, or markers and images do not match.</exception>
    public int LengthOf(LlavaRecord record, PictureFolder folder)
    {
        var text = Encoder.Encode(record, LabelMode.Answers, record.System);
        return Collator.LengthOf(new EncodedExample(text, folder.PathsOf(record), record.Place));
    }

    /// <summary>Returns false if an upper bound, computed without tokenizing, shows that a record has at most this many tokens.</summary>
    /// <exception cref="InputException">An image is missing or has a damaged header.</exception>
    public bool MayExceed(int tokens, LlavaRecord record, PictureFolder folder)
    {
        var most = Encoder.MostTokens(record, record.System);
        return most > tokens || (record.Pictures is not null && most + Collator.PictureTokens(folder.PathsOf(record)).Sum() > tokens);
    }

    /// <summary>Returns the number of tokens of a question, with its images expanded.</summary>
    /// <exception cref="InputException">An image is missing or has a damaged header.</exception>
    public int LengthOf(string prompt, IReadOnlyList<string> pictures, string? system) =>
        Collator.LengthOf(Question(prompt, pictures, system));

    /// <summary>
    /// Decodes generated tokens and trims the text. A model's vocabulary can be larger than its tokenizer's; ids beyond it are skipped.
    /// </summary>
    public string Decode(IEnumerable<int> tokens) =>
        Tokenizer.Decode(tokens.Where(id => Tokenizer.TokenOf(id) is not null), skipSpecialTokens: true).Trim();

    private EncodedExample Question(string prompt, IReadOnlyList<string> pictures, string? system) =>
        new(Encoder.EncodePrompt(prompt, pictures.Count, system), pictures, RecordPlace.Nowhere);

    private EncodedExample Example(LlavaRecord record, PictureFolder folder, LabelMode mode)
    {
        // The study's code has no system text per record.
        var system = mode == LabelMode.AsPublished ? null : record.System;
        var example = new EncodedExample(Encoder.Encode(record, mode, system), folder.PathsOf(record), record.Place);
        if (example.Text.PictureCount != example.Pictures.Count)
        {
            throw record.Place.Wrong(
                [record.TurnsField],
                $"{example.Pictures.Count} pictures are given and {example.Text.PictureCount} markers <image> are in the turns.",
                "Put one marker for each picture.");
        }

        return example.LabelCount > 0
            ? example
            : throw record.Place.Wrong([record.TurnsField], "there is no answer to learn.", "Add a gpt turn after the human one.");
    }
}
