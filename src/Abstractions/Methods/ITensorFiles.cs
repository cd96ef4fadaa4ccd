using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>Tensors in safetensors files, for what a method keeps beside the model's own checkpoint.</summary>
public interface ITensorFiles
{
    /// <summary>Every tensor of a file, by name, on the CPU and in the file's type. They belong to the caller's dispose scope.</summary>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    IReadOnlyDictionary<string, Tensor> Read(string path);

    /// <summary>Writes tensors in the order given; the file gets its name when it is complete and on the disk.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    void Write(string path, IEnumerable<(string Name, Tensor Value)> tensors);
}
