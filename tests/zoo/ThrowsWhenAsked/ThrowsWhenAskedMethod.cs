using LmmCl.Abstractions;

namespace Zoo;

/// <summary>Trains well; what it wraps around the finished model breaks on the first question.</summary>
public sealed class ThrowsWhenAskedMethod : ZooMethod, IMitigationMethod
{
    protected override MethodCapabilities Capabilities => MethodCapabilities.ChangesInference;

    public void Attach(AttachContext context) =>
        context.Model.Modules[0].Wrap((input, inner) => throw new ArithmeticException("the answer is lost"));
}
