using System.ComponentModel.DataAnnotations;
using LmmCl.Abstractions;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Its default is refused by its own range.</summary>
internal sealed class HasADefaultOutOfItsRange : MlpMethod
{
    public override MethodDescriptor Describe() => base.Describe() with { SettingsType = typeof(Narrow) };

    public sealed record Narrow
    {
        [Range(0.0, 1.0)]
        public double Strength { get; init; } = 5;
    }
}
