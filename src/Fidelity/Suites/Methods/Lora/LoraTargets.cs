using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lora;

/// <summary>The linear layers that the study's code adapts, selected by name alone.</summary>
internal static class LoraTargets
{
    private const string SuffixOfA = ".lora_A.weight";

    public static GoldenOutcome Check(LoraEntry entry, Func<string, IMitigationMethod> methods)
    {
        using var model = new NamesOnly(entry.Names("linear_modules"));
        using var lora = new LoraUnderTest(methods, model);
        lora.Prepare(new JsonObject { ["targets"] = "as-published", ["rank"] = 1 });
        var found = lora.Trained
            .Where(parameter => parameter.Name.EndsWith(SuffixOfA, StringComparison.Ordinal))
            .Select(parameter => parameter.Name[..^SuffixOfA.Length]);
        return GoldenOutcome.Equal(found.ToHashSet().SetEquals(entry.Names("as_published")), () => $"adapted: {string.Join(", ", found)}");
    }

    /// <summary>Linear layers with one parameter each, all of the same role, so that only the names distinguish them.</summary>
    private sealed class NamesOnly : IMultimodalModel, IDisposable
    {
        public NamesOnly(IReadOnlyList<string> names)
        {
            Parameters = [.. names.Select(name => new ModelParameter($"{name}.weight", ParameterRole.MlpUp, null, One()))];
            Modules = [.. names.Zip(Parameters, (name, weight) => new ModelModule(name, ModuleKind.Linear, [weight]))];
        }

        public string Family => "names";

        public int LayerCount => 1;

        public IReadOnlyList<ModelParameter> Parameters { get; }

        public IReadOnlyList<ModelModule> Modules { get; }

        public Tensor Logits(MultimodalBatch batch) => throw new NotSupportedException();

        public Tensor Hidden(MultimodalBatch batch, Tensor? rows = null) => throw new NotSupportedException();

        public Tensor Head(Tensor hidden) => throw new NotSupportedException();

        public void Dispose()
        {
            foreach (var parameter in Parameters)
            {
                parameter.Value.Dispose();
            }
        }

        private static Parameter One()
        {
            var parameter = new Parameter(ones(1, 1));
            parameter.DetachFromDisposeScope();
            return parameter;
        }
    }
}
