using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Processors;

namespace LmmCl.Modeling.Families;

/// <summary>
/// A model architecture: the checkpoints it reads, the names of their tensors, and the preparation of its prompts and images.
/// </summary>
public interface IModelFamily
{
    /// <summary>Name of the family, as <see cref="IMultimodalModel.Family"/> of its models.</summary>
    string Name { get; }

    /// <summary>The values of <c>model_type</c> that it reads; the first is that of transformers.</summary>
    IReadOnlyList<string> ModelTypes { get; }

    /// <summary>Names of the tensors in other layouts.</summary>
    TensorRenames Renames { get; }

    /// <summary>Conversation format of the language model.</summary>
    ConversationTemplate Template { get; }

    /// <summary>Returns true if the family reads a configuration.</summary>
    /// <param name="config">The root of <c>config.json</c>.</param>
    bool Reads(JsonFields config) => config.Text("model_type") is { } type && ModelTypes.Contains(type);

    /// <summary>Reads a configuration.</summary>
    /// <param name="config">The root of <c>config.json</c>.</param>
    /// <exception cref="InputException">The configuration is damaged or requests an unsupported feature.</exception>
    ModelBlueprint Read(JsonFields config);

    /// <summary>Returns the tensor names to write with a configuration, so that a copy with that configuration can be read again.</summary>
    /// <param name="config">The root of the <c>config.json</c> that is written.</param>
    TensorRenames Written(JsonFields config) => TensorRenames.None;

    /// <summary>Makes the image processor of a checkpoint.</summary>
    /// <exception cref="InputException">Its settings are missing or damaged.</exception>
    IImageProcessor ImageProcessor(CheckpointFolder folder) => ImageProcessorConfig.OfCheckpoint(folder.Preprocessor, folder.Path);
}
