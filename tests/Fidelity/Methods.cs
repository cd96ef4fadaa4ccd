using LmmCl.Abstractions;
using LmmCl.LoRA;
using LmmCl.LwF;
using LmmCl.MoE;
using LmmCl.SelectiveTuning;
using LmmCl.WiSEFT;

namespace LmmCl.Fidelity.Tests;

/// <summary>The methods of this repository, without a host around them.</summary>
internal static class Methods
{
    public static IMitigationMethod Create(string id) => id switch
    {
        "LoRA" => new LoRAMethod(),
        "LwF" => new LwFMethod(),
        "MoE" => new MoEMethod(),
        "WiSEFT" => new WiSEFTMethod(),
        "SelectiveTuning" => new SelectiveTuningMethod(),
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "No such method."),
    };
}
