namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Cannot be made by the host.</summary>
internal sealed class HidesItsConstructor : MlpMethod
{
    internal HidesItsConstructor()
    {
    }
}
