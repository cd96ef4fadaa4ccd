using LmmCl.Abstractions;
using LmmCl.MoE.Routings;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.MoE.Experts;

/// <summary>
/// The MLP of a decoder layer with its additions: a tuned expert of the same shape, and a router r = R x + c with R [2, D] and c [2].
/// </summary>
internal sealed class ExpertLayer : IDisposable
{
    private readonly ModelModule mlp;
    private readonly IReadOnlyList<Tensor> tuned;
    private readonly Tensor routerWeight;
    private readonly Tensor routerBias;
    private IDisposable? wrapper;

    /// <summary>Takes ownership of the values, in the order of <see cref="NamesOf"/>.</summary>
    public ExpertLayer(ModelModule mlp, IEnumerable<Tensor> values)
    {
        this.mlp = mlp;
        Parameters = [.. NamesOf(mlp).Zip(values, (name, value) => new ModelParameter(name, ParameterRole.Added, mlp.Layer, Own(value)))];
        tuned = [.. Parameters.SkipLast(2).Select(parameter => parameter.Value)];
        (routerWeight, routerBias) = (Parameters[^2].Value, Parameters[^1].Value);
    }

    /// <summary>Index of the decoder layer.</summary>
    public int Layer => mlp.Layer!.Value;

    /// <summary>Trained parameters: the tuned expert, then the router.</summary>
    public IReadOnlyList<ModelParameter> Parameters { get; }

    /// <summary>
    /// Returns the parameter names: those of the tuned expert are the MLP's own, prefixed by <c>tuned_expert.</c>; the router's come last.
    /// </summary>
    public static IReadOnlyList<string> NamesOf(ModelModule mlp) =>
    [
        .. mlp.Parameters.Select(parameter => $"{mlp.Name}.tuned_expert{parameter.Name[mlp.Name.Length..]}"),
        $"{mlp.Name}.router.gate.weight",
        $"{mlp.Name}.router.gate.bias",
    ];

    /// <summary>Returns the shapes in the order of <see cref="NamesOf"/>.</summary>
    public static IReadOnlyList<long[]> ShapesOf(ModelModule mlp) =>
        [.. mlp.Parameters.Select(parameter => parameter.Value.shape), [2, mlp.Parameters[0].Value.shape[1]], [2]];

    /// <summary>Replaces the MLP by the mixture.</summary>
    /// <param name="routingNow">Returns, on every call, the routing of the mixture.</param>
    /// <param name="observer">Returns, on every call, the recorder of the routing; null for none.</param>
    public void Wrap(Func<IRouting> routingNow, Func<RoutedTokens?> observer) => wrapper = mlp.Wrap((x, original) =>
    {
        var routing = routingNow();
        var logits = nn.functional.linear(x, routerWeight, routerBias);
        var weights = routing.Weights(logits);
        SideOutputs.Give([logits, weights], given => observer()?.Saw(Layer, given[0], given[1]));
        return routing.Mix(x, weights, input => original(input), input => mlp.Map(input, tuned));
    });

    public void Dispose()
    {
        wrapper?.Dispose();
        foreach (var parameter in Parameters)
        {
            parameter.Value.Dispose();
        }
    }

    private static Parameter Own(Tensor value)
    {
        var parameter = new Parameter(value, requires_grad: false);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
