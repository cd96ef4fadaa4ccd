using LmmCl.Modeling.Checkpoints;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Cases;

/// <summary>The tensors of one golden file.</summary>
internal sealed class GoldenTensors(string file) : IDisposable
{
    private readonly CheckpointTensors stored = CheckpointTensors.OpenFile(file);

    public IEnumerable<string> Names => stored.Names;

    public bool Has(string name) => stored.Find(name) is not null;

    /// <summary>A tensor of the file; if it is missing, the exception names it.</summary>
    public Tensor this[string name] => stored.Read(name);

    public long[] Longs(string name)
    {
        using var tensor = stored.Read(name);
        return tensor.data<long>().ToArray();
    }

    public void Dispose() => stored.Dispose();
}
