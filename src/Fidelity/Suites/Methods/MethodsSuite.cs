using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Fidelity.Suites.Methods.Lora;
using LmmCl.Fidelity.Suites.Methods.Lwf;
using LmmCl.Fidelity.Suites.Methods.MoE;
using LmmCl.Fidelity.Suites.Methods.Wise;

namespace LmmCl.Fidelity.Suites.Methods;

/// <summary>LwF, WiSE-FT, LoRA and MoE on small explicit tensors, each driven only through the method contract.</summary>
/// <param name="methods">Creates a method by id.</param>
public sealed class MethodsSuite(Func<string, IMitigationMethod> methods) : IGoldenSuite
{
    /// <inheritdoc/>
    public string Name => "methods";

    /// <inheritdoc/>
    public IEnumerable<GoldenCase> Cases(string folder) => CaseFile.Read(folder).SelectMany(item =>
        item.Text("method").StartsWith("lora", StringComparison.Ordinal) ? LoraCases.Of(item, folder, methods) : [Check(item, folder)]);

    private GoldenCase Check(JsonElement item, string folder)
    {
        var (method, name) = (item.Text("method"), CaseFile.NameOf(item));
        GoldenCase Case(string tolerance, Func<GoldenOutcome> check) => new($"methods/{method}", name, tolerance, check);
        return method switch
        {
            "lwf" => Case(LwfCases.Stated, () => LwfCases.Check(item, folder, methods)),
            "lwf-positions" => Case(LwfCases.StatedPositions, () => LwfCases.CheckPositions(item, methods)),
            "wise-ft" => Case(WiseCases.Stated, () => WiseCases.Check(item, folder, methods)),
            "wise-ft-chain" => Case(WiseCases.Stated, () => WiseChainCases.Check(item, folder, methods)),
            "wise-ft-refusal" => Case("refused or not", () => WiseRefusalCases.Check(item, methods)),
            "moe" => Case(MoECases.Stated, () => MoECases.Check(item, folder, methods)),
            "moe-gate-init" => Case("exact", () => GateCases.Check(item, methods)),
            _ => GoldenCase.NotCovered($"methods/{method}", name, $"method '{method}' is not known"),
        };
    }
}
