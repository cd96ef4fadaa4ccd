using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>Tensors of a checkpoint folder, in one file or in indexed shards, under their current names.</summary>
public sealed class CheckpointTensors : IDisposable
{
    /// <summary>Name of an unsharded file.</summary>
    public const string SingleFile = "model.safetensors";

    /// <summary>Name of the index of a sharded checkpoint.</summary>
    public const string IndexFile = "model.safetensors.index.json";

    private readonly List<SafetensorsFile> files = [];
    private readonly Dictionary<string, StoredTensor> tensors = [];

    private readonly TensorRenames renames;

    private CheckpointTensors(string place, TensorRenames? renames) => (Place, this.renames) = (place, renames ?? TensorRenames.None);

    /// <summary>File or index, for messages.</summary>
    public string Place { get; }

    /// <summary>Current names of all stored tensors.</summary>
    public IEnumerable<string> Names => tensors.Keys;

    /// <summary>Opens the tensors of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="renames">Maps stored names to the family's current names; null to keep the stored names.</param>
    /// <exception cref="InputException">There are no tensors, a file is damaged, or the index and the shards disagree.</exception>
    public static CheckpointTensors Open(string folder, TensorRenames? renames = null)
    {
        var single = Path.Combine(folder, SingleFile);
        var index = Path.Combine(folder, IndexFile);
        if (File.Exists(single))
        {
            if (File.Exists(index))
            {
                WeightFiles.RefuseTwo(folder, Map(index).Values);
            }

            return OpenFile(single, renames);
        }

        return File.Exists(index)
            ? OpenShards(folder, index, renames)
            : throw WeightFiles.Missing(folder);
    }

    /// <summary>Opens one safetensors file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="renames">As for <see cref="Open"/>.</param>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static CheckpointTensors OpenFile(string file, TensorRenames? renames = null)
    {
        var opened = new CheckpointTensors(file, renames);
        opened.Add(file);
        return opened;
    }

    /// <summary>Returns the stored tensor with a current name, or null.</summary>
    public StoredTensor? Find(string name) => tensors.GetValueOrDefault(name);

    /// <summary>Reads the stored values into a new tensor on the CPU, in the stored type.</summary>
    /// <exception cref="InputException">There is no such tensor, or its type has no tensor equivalent.</exception>
    public Tensor Read(string name) => Find(name) is { } stored
        ? TensorBytes.Read(stored)
        : throw new InputException($"{Place}: {name}", "there is no such tensor.", NearMatches.Suggest(name, Names));

    /// <inheritdoc/>
    public void Dispose() => files.ForEach(file => file.Dispose());

    private static CheckpointTensors OpenShards(string folder, string index, TensorRenames? renames)
    {
        var map = Map(index);
        var opened = new CheckpointTensors(index, renames);
        try
        {
            string[] shards = [.. map.Values.Distinct().Order(StringComparer.Ordinal)];
            if (shards.FirstOrDefault(shard => shard != Path.GetFileName(shard)) is { } elsewhere)
            {
                throw new InputException($"{index}: weight_map", $"'{elsewhere}' is not the name of a file in the same folder.");
            }

            WeightFiles.RefuseStrays(folder, shards);
            foreach (var shard in shards)
            {
                opened.Add(Path.Combine(folder, shard));
            }

            foreach (var (name, shard) in map)
            {
                if (opened.Find(opened.renames.Now(name)) is not { } stored || Path.GetFileName(stored.File.Location) != shard)
                {
                    throw new InputException(
                        $"{index}: weight_map.{name}",
                        $"the tensor is not in '{shard}'.",
                        "Index and shards do not belong together; download or write them again.");
                }
            }

            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static Dictionary<string, string> Map(string index) => JsonFields.Open(index).Object("weight_map")?.Texts()
        ?? throw new InputException($"{index}: weight_map", "it is missing.");

    private void Add(string path)
    {
        var file = SafetensorsFile.Open(path);
        files.Add(file);
        foreach (var entry in file.Entries.Values)
        {
            var name = renames.Now(entry.Name);
            if (!tensors.TryAdd(name, new StoredTensor(file, entry)))
            {
                throw new InputException($"{path}: {entry.Name}", "the tensor is stored twice.", "Keep one of the two copies.");
            }
        }
    }
}

/// <summary>A tensor and the file that holds it.</summary>
public sealed record StoredTensor(SafetensorsFile File, SafetensorsEntry Entry);
