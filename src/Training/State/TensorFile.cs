using LmmCl.Modeling.Checkpoints;
using static TorchSharp.torch;

namespace LmmCl.Training.State;

/// <summary>Named tensors in a safetensors file, with names unchanged.</summary>
internal sealed class TensorFile(string path) : IDisposable
{
    private readonly SafetensorsFile file = SafetensorsFile.Open(path);

    public static void Write(string path, IEnumerable<(string Name, Tensor Value)> tensors) =>
        SafetensorsWriter.Write(path, tensors.Select(tensor => TensorBytes.ToSafetensors(tensor.Name, tensor.Value)));

    public void ReadInto(string name, Tensor destination) => TensorBytes.Read(new StoredTensor(file, file.Entries[name]), destination);

    public void Dispose() => file.Dispose();
}
