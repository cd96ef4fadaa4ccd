using LmmCl.Abstractions;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Was given a new version in <c>plugin.json</c> (1.0.0) and not in its code.</summary>
internal sealed class DescribesAnotherVersion : MlpMethod
{
    public override MethodDescriptor Describe() => base.Describe() with { Version = new Version(0, 9) };
}
