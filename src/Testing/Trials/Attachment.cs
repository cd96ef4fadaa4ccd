using LmmCl.Abstractions;

namespace LmmCl.Testing.Trials;

/// <summary>What a method puts onto a loaded model, until it is disposed of.</summary>
internal sealed class Attachment : IDisposable
{
    private readonly IMultimodalModel model;
    private readonly IMitigationMethod? method;

    private Attachment(IMultimodalModel model, IMitigationMethod? method) => (this.model, this.method) = (model, method);

    /// <summary>The base model, and that of a method which does not change inference, is attached nothing.</summary>
    public static Attachment None(IMultimodalModel model) => new(model, null);

    /// <summary>Lets a fresh instance of a method attach what a stage left.</summary>
    public static Attachment Of(IMitigationMethod method, AttachContext context)
    {
        var attachment = new Attachment(context.Model, method);
        try
        {
            method.Attach(context);
            return attachment;
        }
        catch
        {
            attachment.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        model.Modules.Unwrap();
        (method as IDisposable)?.Dispose();
    }
}
