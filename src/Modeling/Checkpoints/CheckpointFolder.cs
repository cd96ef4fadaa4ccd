using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>Files of a Hugging Face checkpoint folder; null for files that do not exist.</summary>
/// <param name="Path">The folder.</param>
public sealed record CheckpointFolder(string Path)
{
    /// <summary>Files other than the weights that are copied with a checkpoint.</summary>
    private static readonly string[] companions =
    [
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt",
        "preprocessor_config.json", "processor_config.json", "video_preprocessor_config.json", "generation_config.json",
        "chat_template.json", "chat_template.jinja",
    ];

    /// <summary>Folder of the vision tower's settings in a checkpoint of the original LLaVA code.</summary>
    private const string Tower = "vision_tower";

    /// <summary>Path of <c>config.json</c>, which every checkpoint has.</summary>
    public string Config => System.IO.Path.Combine(Path, "config.json");

    /// <summary>Path of <c>tokenizer.json</c>.</summary>
    public string? Tokenizer => Existing("tokenizer.json");

    /// <summary>
    /// Path of the image processor's settings: <c>preprocessor_config.json</c>, or <c>processor_config.json</c>, in which transformers 5
    /// nests them.
    /// </summary>
    public string? Preprocessor => Existing("preprocessor_config.json") ?? Processor;

    /// <summary>Path of <c>processor_config.json</c>.</summary>
    public string? Processor => Existing("processor_config.json");

    /// <summary>Path of <c>generation_config.json</c>.</summary>
    public string? Generation => Existing("generation_config.json");

    /// <summary>Every file that a model of this folder may be read from.</summary>
    public IEnumerable<string> Files => Existing(System.IO.Path.Combine(Tower, "config.json")) is { } tower
        ? Directory.GetFiles(Path).Append(tower)
        : Directory.GetFiles(Path);

    /// <summary>Maximum sequence length of the language model; null if the configuration does not state it.</summary>
    /// <exception cref="InputException">The configuration is damaged.</exception>
    public int? Positions
    {
        get
        {
            const string name = "max_position_embeddings";
            var config = JsonFields.Open(Config);
            return config.Object("text_config") is { } text && text.Has(name) ? text.Positive(name, 0)
                : config.Has(name) ? config.Positive(name, 0)
                : null;
        }
    }

    /// <summary>Opens a folder.</summary>
    /// <exception cref="InputException">The folder or its <c>config.json</c> does not exist.</exception>
    public static CheckpointFolder Open(string path)
    {
        OtherFolder.RefuseAbsent(path);
        var folder = new CheckpointFolder(path);
        return LinkedFile.Exists(folder.Config) ? folder : throw OtherFolder.WithoutConfig(path);
    }

    /// <summary>Creates a folder to write to.</summary>
    /// <exception cref="InputException">The folder cannot be created.</exception>
    internal static void Make(string path)
    {
        try
        {
            DurableFolder.Create(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                path,
                $"the folder cannot be made ({error.Message}).",
                "Choose a folder that you may write to.",
                error);
        }
    }

    /// <summary>Copies tokenizer, processor and generation files to another folder.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    internal void CopyCompanions(string destination)
    {
        foreach (var name in companions)
        {
            if (Existing(name) is { } source)
            {
                using var input = File.OpenRead(source);
                DurableFile.Write(System.IO.Path.Combine(destination, name), input.CopyTo);
            }
        }

        if (Existing(System.IO.Path.Combine(Tower, "config.json")) is { } tower)
        {
            Make(System.IO.Path.Combine(destination, Tower));
            using var input = File.OpenRead(tower);
            DurableFile.Write(System.IO.Path.Combine(destination, Tower, "config.json"), input.CopyTo);
        }
    }

    private string? Existing(string name)
    {
        var file = System.IO.Path.Combine(Path, name);
        return File.Exists(file) ? file : null;
    }
}
