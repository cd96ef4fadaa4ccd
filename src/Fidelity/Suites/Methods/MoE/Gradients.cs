using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.MoE;

/// <summary>Compares gradients of x, tuned expert and router with those listed in a case, to within 1e-4 relative plus 1e-6.</summary>
internal static class Gradients
{
    private const double Relative = 1e-4;
    private const double Absolute = 1e-6;
    private const string OfInput = "hidden_states";

    /// <summary>Compares every tensor in the file under <c>CASE/KIND/</c>; there must be at least one.</summary>
    public static IEnumerable<GoldenOutcome> Check(MoECase golden, PreparedMoE prepared, Tensor x, string kind)
    {
        var listed = golden.Added.Append(OfInput).Where(name => golden.Has($"{golden.Name}/{kind}/{name}")).ToList();
        return listed.Count == 0
            ? [GoldenOutcome.Equal(false, () => $"the file lists no {kind}")]
            : listed.Select(name => Of(
                name == OfInput ? x.grad : prepared[name].Value.grad, golden[$"{golden.Name}/{kind}/{name}"], $"{kind} of {name}"));
    }

    private static GoldenOutcome Of(Tensor? found, Tensor expected, string what)
    {
        if (found is null)
        {
            return GoldenOutcome.Equal(false, () => $"{what}: there is none");
        }

        var difference = TensorDifference.Of(found, expected);
        return found.allclose(expected, Relative, Absolute)
            ? new GoldenOutcome(Verdict.Passed, difference)
            : new GoldenOutcome(Verdict.Failed, difference, $"{what}: differs by up to {difference:G3}");
    }
}
