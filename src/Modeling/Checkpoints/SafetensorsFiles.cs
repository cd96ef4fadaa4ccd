using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>Safetensors files with names unchanged, for use by methods.</summary>
public sealed class SafetensorsFiles : ITensorFiles
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Entries.Values.ToDictionary(entry => entry.Name, entry => TensorBytes.Read(new StoredTensor(file, entry)));
    }

    /// <inheritdoc/>
    public void Write(string path, IEnumerable<(string Name, Tensor Value)> tensors) =>
        SafetensorsWriter.Write(path, tensors.Select(tensor => TensorBytes.ToSafetensors(tensor.Name, tensor.Value)));
}
