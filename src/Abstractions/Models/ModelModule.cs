using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// A part of a model that a method may wrap: <c>module.Wrap((x, inner) => inner(x) + Adapter(x))</c>. The model's own parameters are
/// neither replaced nor moved. Not thread-safe.
/// </summary>
public sealed class ModelModule
{
    private readonly List<ModuleWrapper> wrappers = [];
    private readonly Func<Tensor, IReadOnlyList<Tensor>, Tensor>? map;

    /// <summary>Created by the model.</summary>
    /// <param name="name">Name in the Hugging Face layout, such as <c>model.language_model.layers.0.mlp.gate_proj</c>.</param>
    /// <param name="kind">Kind of computation.</param>
    /// <param name="parameters">Parameters, in the order documented by <paramref name="kind"/>.</param>
    /// <param name="map">The module as a function of input and parameter values; null if it depends on anything else.</param>
    public ModelModule(
        string name, ModuleKind kind, IReadOnlyList<ModelParameter> parameters, Func<Tensor, IReadOnlyList<Tensor>, Tensor>? map = null)
    {
        (Name, Kind, Parameters) = (name, kind, parameters);
        this.map = map;
    }

    /// <summary>Name in the Hugging Face layout with the newer keys; a parameter's name without its last component.</summary>
    public string Name { get; }

    /// <summary>Kind of computation.</summary>
    public ModuleKind Kind { get; }

    /// <summary>Parameters, in the order documented by <see cref="ModuleKind"/>.</summary>
    public IReadOnlyList<ModelParameter> Parameters { get; }

    /// <summary>Role of the first parameter, which is the weight of a linear module.</summary>
    public ParameterRole Role => Parameters[0].Role;

    /// <summary>Index of the language-model layer; null outside the layers.</summary>
    public int? Layer => Parameters[0].Layer;

    /// <summary>True if any wrapper is installed, so that <see cref="Run"/> differs from the module itself.</summary>
    public bool IsWrapped => wrappers.Count > 0;

    /// <summary>Adds a wrapper around the module and its existing wrappers. Disposing the result removes it.</summary>
    public IDisposable Wrap(ModuleWrapper wrapper)
    {
        wrappers.Add(wrapper);
        return new Wrapped(this, wrapper);
    }

    /// <summary>Removes all wrappers.</summary>
    public void Unwrap() => wrappers.Clear();

    /// <summary>
    /// Evaluates the module with other parameter values: for a linear module x W^T + b of <c>[W]</c> or <c>[W, b]</c>, for an MLP of
    /// <c>[gate, up, down]</c>. Wrappers are not applied.
    /// </summary>
    /// <exception cref="NotSupportedException">
    /// The module is not a function of its input and parameters alone (<see cref="ModuleKind.Attention"/>).
    /// </exception>
    public Tensor Map(Tensor input, IReadOnlyList<Tensor> values) =>
        map is null
            ? throw new NotSupportedException($"{Name} ({Kind}) is not a function of its input and parameters alone.")
            : map(input, values);

    /// <summary>Computes the module's output in the model: <paramref name="own"/> inside the wrappers, the latest outermost.</summary>
    public Tensor Run(Tensor input, Func<Tensor, Tensor> own)
    {
        var run = own;
        foreach (var wrapper in wrappers)
        {
            var inner = run;
            run = x => wrapper(x, inner);
        }

        return run(input);
    }

    private sealed class Wrapped(ModelModule module, ModuleWrapper wrapper) : IDisposable
    {
        public void Dispose() => module.wrappers.Remove(wrapper);
    }
}
