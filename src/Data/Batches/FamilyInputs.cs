using LmmCl.Abstractions;
using LmmCl.Data.Conversations;
using LmmCl.Modeling;
using LmmCl.Modeling.Images.Processors;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Data.Batches;

/// <summary>Inputs of a loaded model: template and image tokens of its family, tokenizer and image processor from its folder.</summary>
public static class FamilyInputs
{
    private const string EndOfText = "<|endoftext|>";

    /// <summary>Reads tokenizer and processor files beside the weights.</summary>
    /// <exception cref="InputException">A file is missing, or the family has no known template.</exception>
    public static ModelInputs For(LoadedModel loaded)
    {
        var folder = loaded.Folder;
        var tokenizer = HuggingFaceTokenizer.Load(
            folder.Tokenizer ?? throw new InputException(folder.Path, "there is no tokenizer.json.", "Copy it from the model's page."));
        var preprocessor = folder.Preprocessor ?? throw new InputException(
            folder.Path, "there is no preprocessor_config.json.", "Copy it from the model's page.");
        var layout = loaded.Model switch
        {
            LlavaOnevisionModel model => new BatchLayout(
                extent => LlavaOnevisionImageTokens.Count(model.Config.Tiling, extent), model.ImageTokenId, tokenizer.IdOf(EndOfText) ?? 0),
            _ => throw new InputException(folder.Config, $"there is no conversation template for family '{loaded.Model.Family}'."),
        };
        var collator = new Collator(layout, new PictureReader(ImageProcessorConfig.FromFile(preprocessor)));
        return new ModelInputs(tokenizer, new ConversationEncoder(tokenizer, ConversationTemplate.Qwen15), collator);
    }
}
