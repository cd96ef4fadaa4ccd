using LmmCl.Abstractions;
using LmmCl.SelectiveTuning;

namespace LmmCl.Fidelity.Tests;

/// <summary>The methods of this repository, without a host around them.</summary>
internal static class Methods
{
    public static IMitigationMethod Create(string id) => id switch
    {
        "SelectiveTuning" => new SelectiveTuningMethod(),
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "No such method."),
    };
}
