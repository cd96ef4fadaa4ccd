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
    /// <param name="loaded">The model; its weights need no values.</param>
    /// <param name="maximumLength">Longest row; null for the default of <see cref="BatchLayout"/>.</param>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static ModelInputs For(LoadedModel loaded, int? maximumLength = null)
    {
        var folder = loaded.Folder;
        var tokenizer = HuggingFaceTokenizer.Load(folder.Tokenizer ?? throw MissingTokenizer(folder.Path));
        var layout = new BatchLayout(loaded.Model.ImageTokens, loaded.Model.ImageTokenId, PadIdOf(folder, tokenizer));
        layout = layout with { MaximumLength = maximumLength ?? layout.MaximumLength };
        var collator = new Collator(layout, new PictureReader(loaded.Family.ImageProcessor(folder)));
        var encoder = new ConversationEncoder(tokenizer, loaded.Family.Template);
        return new ModelInputs(tokenizer, encoder, collator)
        {
            EndTokens = [.. GenerationSettings.Read(folder).EndTokens.Prepend(encoder.EndOfTurn).Distinct()],
        };
    }

    /// <summary>Any id can be used, because the mask hides padding.</summary>
    private static int PadIdOf(CheckpointFolder folder, HuggingFaceTokenizer tokenizer) =>
        tokenizer.IdOf(EndOfText) ?? GenerationSettings.Read(folder).PadToken ?? 0;

    private static InputException MissingTokenizer(string folder)
    {
        var others = new[] { "vocab.json", "merges.txt", "tokenizer.model", "vocab.txt", "spiece.model" };
        var there = others.Where(name => File.Exists(Path.Combine(folder, name))).ToList();
        return there.Count == 0
            ? new(folder, "there is no tokenizer.json.", "Copy it from the model's page.")
            : new(
                folder,
                $"there is no tokenizer.json, only {string.Join(" and ", there)}.",
                "Convert them: load them with AutoTokenizer.from_pretrained, and save with save_pretrained.");
    }
}
