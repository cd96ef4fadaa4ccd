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
            ?? throw new InputException($"end_tokens: '{token}'", $"it is no token of {Tokenizer.Source}.")),
    ];

    /// <summary>Returns training examples, in the order of the records.</summary>
    /// <param name="records">Records of one dataset.</param>
    /// <param name="folder">Folder of the dataset's images.</param>
    /// <param name="mode">Tokens that contribute to the loss.</param>
    /// <exception cref="InputException">An image is missing, markers and images do not match, or a record has nothing to learn.</exception>
    public IReadOnlyList<EncodedExample> Examples(
        IEnumerable<LlavaRecord> records, PictureFolder folder, LabelMode mode = LabelMode.Answers) =>
        [.. records.Select(record => Example(record, folder, mode))];

    /// <summary>Builds a batch of questions to answer.</summary>
    /// <param name="questions">The text after the images, and the image paths.</param>
    /// <exception cref="InputException">An image is missing or damaged.</exception>
    public MultimodalBatch Questions(IEnumerable<(string Prompt, IReadOnlyList<string> Pictures)> questions) => Collator.ForGeneration(
    [
        .. questions.Select(question => new EncodedExample(
            Encoder.EncodePrompt(question.Prompt, question.Pictures.Count), question.Pictures, RecordPlace.Nowhere)),
    ]);

    /// <summary>
    /// Decodes generated tokens and trims the text. A model's vocabulary can be larger than its tokenizer's; ids beyond it are skipped.
    /// </summary>
    public string Decode(IEnumerable<int> tokens) =>
        Tokenizer.Decode(tokens.Where(id => Tokenizer.TokenOf(id) is not null), skipSpecialTokens: true).Trim();

    private EncodedExample Example(LlavaRecord record, PictureFolder folder, LabelMode mode)
    {
        var example = new EncodedExample(Encoder.Encode(record, mode), folder.PathsOf(record), record.Place);
        if (example.Text.PictureCount != example.Pictures.Count)
        {
            throw record.Place.Wrong(
                ["conversations"],
                $"{example.Pictures.Count} pictures are given and {example.Text.PictureCount} markers <image> are in the turns.",
                "Put one marker for each picture.");
        }

        return example.LabelCount > 0
            ? example
            : throw record.Place.Wrong(["conversations"], "there is no answer to learn.", "Add a gpt turn after the human one.");
    }
}
