using LmmCl.Abstractions;

namespace Zoo;

/// <summary>Trains well, and breaks when it has put one of its two wrappers around the finished model.</summary>
public sealed class ThrowsInAttachMethod : ZooMethod, IMitigationMethod
{
    protected override MethodCapabilities Capabilities => MethodCapabilities.ChangesInference;

    public void Attach(AttachContext context)
    {
        context.Model.Modules[0].Wrap((input, inner) => inner(input));
        throw new ArithmeticException("the other wrapper is lost");
    }
}
