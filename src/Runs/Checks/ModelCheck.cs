using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Checks;

/// <summary>A base model loaded for the checks: all its files are read, and for a small model the weights too.</summary>
/// <param name="Loaded">The model; a large one has names and shapes only.</param>
/// <param name="Inputs">Its tokenizer, template and picture sizes.</param>
/// <param name="Positions">Longest sequence it was made for; null if its configuration does not say.</param>
internal sealed record ModelCheck(LoadedModel Loaded, ModelInputs Inputs, int? Positions) : IDisposable
{
    // Reading this much again takes a second or two; a larger model is read by the worker alone, which finds the same before stage 0.
    private const long SmallBytes = 1L << 30;

    /// <summary>Reads the folder of a model.</summary>
    /// <exception cref="InputException">
    /// A file is missing or damaged, the files contradict each other, or the tokenizer has tokens without an embedding.
    /// </exception>
    /// <param name="folder">The folder.</param>
    /// <param name="picturesAreUpright">True to turn pictures as their EXIF orientation says.</param>
    public static ModelCheck Of(string folder, bool picturesAreUpright)
    {
        CheckpointFolder.Open(folder);
        var weights = Directory.EnumerateFiles(folder, "*.safetensors")
            .Select(LinkedFile.Resolve)
            .Sum(file => file is { Exists: true } ? file.Length : 0);
        var loaded = weights <= SmallBytes ? MultimodalModels.Load(folder) : MultimodalModels.Outline(folder);
        try
        {
            var inputs = FamilyInputs.For(loaded, int.MaxValue);
            inputs.Collator.Pictures.TurnsUpright = picturesAreUpright;
            CheckTokenIds(loaded, inputs);
            CheckImageToken(loaded, inputs);
            return new ModelCheck(loaded, inputs, loaded.Folder.Positions);
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Loaded.Dispose();

    /// <summary>Refuses an image token that ordinary text can contain: each one in a row is replaced by a picture feature.</summary>
    private static void CheckImageToken(LoadedModel loaded, ModelInputs inputs)
    {
        var id = loaded.Model.ImageTokenId;
        if (inputs.Tokenizer.IsOfText(id))
        {
            var fields = JsonFields.Open(loaded.Folder.Config);
            var own = inputs.Tokenizer.IdOf(PictureMarker.Text);
            throw new InputException(
                fields.Place(fields.Has("image_token_id") ? "image_token_id" : "image_token_index"),
                $"{id} is the token '{Shown.Of(inputs.Tokenizer.TokenOf(id)!)}' of ordinary text in "
                    + $"{Path.GetFileName(inputs.Tokenizer.Source)}.",
                own is null ? "Use the tokenizer.json that belongs to this model."
                    : $"{PictureMarker.Text} has id {own}; or use the tokenizer.json that belongs to this model.");
        }
    }

    private static void CheckTokenIds(LoadedModel loaded, ModelInputs inputs)
    {
        var rows = loaded.Model.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.TokenEmbedding)?.Value.shape[0];
        var largest = inputs.Tokenizer.VocabularySize - 1;
        if (rows is { } embedded && largest >= embedded)
        {
            throw new InputException(
                inputs.Tokenizer.Source,
                $"the token '{Shown.Of(inputs.Tokenizer.TokenOf(largest) ?? "")}' has id {largest}, the model's embedding has "
                    + $"{embedded} rows (0 to {embedded - 1}).",
                "Use the tokenizer.json that belongs to this model, or a model whose embedding was resized for it.");
        }
    }
}
