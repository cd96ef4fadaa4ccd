using LmmCl.Abstractions;
using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Data.Batches;

/// <summary>From records and questions to what a model takes: one object per model, shared by training, evaluation and probes.</summary>
/// <param name="tokenizer">The model's tokenizer.</param>
/// <param name="encoder">The model's template.</param>
/// <param name="collator">The model's batches.</param>
public sealed class ModelInputs(HuggingFaceTokenizer tokenizer, ConversationEncoder encoder, Collator collator)
{
    /// <summary>The model's tokenizer.</summary>
    public HuggingFaceTokenizer Tokenizer { get; } = tokenizer;

    /// <summary>The model's template.</summary>
    public ConversationEncoder Encoder { get; } = encoder;

    /// <summary>The model's batches.</summary>
    public Collator Collator { get; } = collator;

    /// <summary>Examples to train on, in the order of the records.</summary>
    /// <param name="records">Records of one data set.</param>
    /// <param name="folder">Where its pictures lie.</param>
    /// <param name="mode">Which tokens carry loss.</param>
    /// <exception cref="InputException">
    /// A picture is missing, markers and pictures do not fit together, or a record has nothing to learn.
    /// </exception>
    public IReadOnlyList<EncodedExample> Examples(
        IEnumerable<LlavaRecord> records, PictureFolder folder, LabelMode mode = LabelMode.Answers) =>
        [.. records.Select(record => Example(record, folder, mode))];

    /// <summary>A batch of questions to be answered.</summary>
    /// <param name="questions">The text after the pictures, and the pictures' paths.</param>
    /// <exception cref="InputException">A picture is missing or damaged.</exception>
    public MultimodalBatch Questions(IEnumerable<(string Prompt, IReadOnlyList<string> Pictures)> questions) => Collator.ForGeneration(
    [
        .. questions.Select(question => new EncodedExample(
            Encoder.EncodePrompt(question.Prompt, question.Pictures.Count), question.Pictures, RecordPlace.Nowhere)),
    ]);

    /// <summary>
    /// The text of generated tokens, trimmed. A model's vocabulary can be larger than its tokenizer's; ids beyond it have no text.
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
