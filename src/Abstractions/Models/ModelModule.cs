using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// A part of a model that a method may wrap: <c>module.Wrap((x, inner) => inner(x) + Adapter(x))</c>. The model's own parameters stay what
/// and where they are. Not safe for use from several threads.
/// </summary>
public sealed class ModelModule
{
    private readonly List<ModuleWrapper> wrappers = [];
    private readonly Func<Tensor, IReadOnlyList<Tensor>, Tensor>? map;

    /// <summary>Made by the model.</summary>
    /// <param name="name">Name in the Hugging Face layout, such as <c>model.language_model.layers.0.mlp.gate_proj</c>.</param>
    /// <param name="kind">What it computes.</param>
    /// <param name="parameters">Its parameters, in the order that <paramref name="kind"/> documents.</param>
    /// <param name="map">The module as a function of input and parameter values; null where it needs more than these.</param>
    public ModelModule(
        string name, ModuleKind kind, IReadOnlyList<ModelParameter> parameters, Func<Tensor, IReadOnlyList<Tensor>, Tensor>? map = null)
    {
        (Name, Kind, Parameters) = (name, kind, parameters);
        this.map = map;
    }

    /// <summary>Name in the Hugging Face layout with the newer keys; a parameter's name without its last part.</summary>
    public string Name { get; }

    /// <summary>What it computes.</summary>
    public ModuleKind Kind { get; }

    /// <summary>Its parameters, in the order that <see cref="ModuleKind"/> documents.</summary>
    public IReadOnlyList<ModelParameter> Parameters { get; }

    /// <summary>Role of its first parameter: of a linear module's weight.</summary>
    public ParameterRole Role => Parameters[0].Role;

    /// <summary>Index of its language-model layer; null outside the layers.</summary>
    public int? Layer => Parameters[0].Layer;

    /// <summary>Whether <see cref="Run"/> does anything but the module itself.</summary>
    public bool IsWrapped => wrappers.Count > 0;

    /// <summary>Puts a wrapper around the module and the wrappers that it has. Disposing the result takes it off again.</summary>
    public IDisposable Wrap(ModuleWrapper wrapper)
    {
        wrappers.Add(wrapper);
        return new Wrapped(this, wrapper);
    }

    /// <summary>Takes every wrapper off.</summary>
    public void Unwrap() => wrappers.Clear();

    /// <summary>
    /// The module's own map with other values in the place of its parameters: for a linear module x W^T + b of <c>[W]</c> or <c>[W, b]</c>,
    /// for an MLP of <c>[gate, up, down]</c>. No wrapper takes part.
    /// </summary>
    /// <exception cref="NotSupportedException">The module is no function of input and parameters alone
    /// (<see cref="ModuleKind.Attention"/>).</exception>
    public Tensor Map(Tensor input, IReadOnlyList<Tensor> values) =>
        map is null
            ? throw new NotSupportedException($"{Name} ({Kind}) is no function of its input and parameters alone.")
            : map(input, values);

    /// <summary>What the model computes in the module's place: <paramref name="own"/> inside the wrappers, the latest outermost.</summary>
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
