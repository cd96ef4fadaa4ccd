using LmmCl.Abstractions;

namespace Zoo;

/// <summary>Trains well and attaches what it should, and breaks when it is to give that back.</summary>
public sealed class ThrowsInDisposeMethod : ZooMethod, IMitigationMethod, IDisposable
{
    private bool attached;

    protected override MethodCapabilities Capabilities => MethodCapabilities.ChangesInference;

    public void Attach(AttachContext context)
    {
        context.Model.Modules[0].Wrap((input, inner) => inner(input));
        attached = true;
    }

    public void Dispose()
    {
        if (attached)
        {
            throw new ArithmeticException("nothing is given back");
        }
    }
}
