using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>Reads and writes safetensors files for data that a method stores beside the model's checkpoint.</summary>
public interface ITensorFiles
{
    /// <summary>
    /// Reads every tensor of a file, by name, on the CPU and in the stored type. The tensors belong to the caller's dispose scope.
    /// </summary>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    IReadOnlyDictionary<string, Tensor> Read(string path);

    /// <summary>Writes tensors in the given order; the file gets its final name only once it is complete and flushed to disk.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    void Write(string path, IEnumerable<(string Name, Tensor Value)> tensors);
}
