using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.MoE.Experts;

/// <summary>Creates the experts of a whole model.</summary>
internal static class ExpertLayers
{
    private const double RouterDeviation = 0.02;

    /// <summary>Returns the MLPs that get a second expert, in layer order.</summary>
    /// <exception cref="InputException">The model has no such MLPs.</exception>
    public static IReadOnlyList<ModelModule> MlpsOf(IMultimodalModel model)
    {
        List<ModelModule> mlps = [.. model.Modules.Where(module => module.Kind == ModuleKind.Mlp)];
        return mlps.Count > 0
            ? mlps
            : throw new InputException($"model family '{model.Family}'", "has no MLP that an expert could stand beside.");
    }

    /// <summary>Creates tuned experts as copies of the originals, and routers with weights from N(0, 0.02) and the bias (b, -b).</summary>
    public static IReadOnlyList<ExpertLayer> Fresh(IMultimodalModel model, long seed, double bias)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var generator = new Generator((ulong)seed);
        return [.. MlpsOf(model).Select(mlp => new ExpertLayer(mlp, FreshValues(mlp, generator, bias)))];
    }

    private static IEnumerable<Tensor> FreshValues(ModelModule mlp, Generator generator, double bias)
    {
        var like = mlp.Parameters[0].Value;
        return
        [
            .. mlp.Parameters.Select(parameter => parameter.Value.detach().clone()),
            // Drawn on the CPU, for the same values on every device.
            randn([2, like.shape[1]], generator: generator).mul_(Numbers.Of(RouterDeviation)).to(like.dtype).to(like.device),
            tensor(new[] { (float)bias, (float)-bias }).to(like.dtype).to(like.device),
        ];
    }
}
