using LmmCl.Abstractions;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Makes the host load a second model for nothing.</summary>
internal sealed class DeclaresATeacherThatItNeverAsks : MlpMethod
{
    protected override MethodCapabilities Capabilities => MethodCapabilities.NeedsTeacher;
}
