using LmmCl.Abstractions;
using LmmCl.Data.Conversations;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Data.Batches;

/// <summary>Inputs of a loaded model: template and image processor of its family, tokenizer from its folder.</summary>
public static class FamilyInputs
{
    private const string EndOfText = "<|endoftext|>";

    /// <summary>Reads tokenizer and processor files beside the weights.</summary>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static ModelInputs For(LoadedModel loaded)
    {
        var folder = loaded.Folder;
        var tokenizer = HuggingFaceTokenizer.Load(
            folder.Tokenizer ?? throw new InputException(folder.Path, "there is no tokenizer.json.", "Copy it from the model's page."));
        var layout = new BatchLayout(loaded.Model.ImageTokens, loaded.Model.ImageTokenId, PadIdOf(folder, tokenizer));
        var collator = new Collator(layout, new PictureReader(loaded.Family.ImageProcessor(folder)));
        var encoder = new ConversationEncoder(tokenizer, loaded.Family.Template);
        return new ModelInputs(tokenizer, encoder, collator)
        {
            EndTokens = [.. GenerationSettings.Read(folder).EndTokens.Prepend(encoder.EndOfTurn).Distinct()],
        };
    }

    /// <summary>The mask hides padding, so that any id serves.</summary>
    private static int PadIdOf(CheckpointFolder folder, HuggingFaceTokenizer tokenizer) =>
        tokenizer.IdOf(EndOfText) ?? GenerationSettings.Read(folder).PadToken ?? 0;
}
