using LmmCl.Abstractions;

namespace LmmCl.Testing.Trials;

/// <summary>The method's attachments to a loaded model, removed on disposal.</summary>
internal sealed class Attachment : IDisposable
{
    private readonly IMultimodalModel model;
    private readonly IMitigationMethod? method;

    private Attachment(IMultimodalModel model, IMitigationMethod? method) => (this.model, this.method) = (model, method);

    /// <summary>No attachment, as for the base model and for methods that do not change inference.</summary>
    public static Attachment None(IMultimodalModel model) => new(model, null);

    /// <summary>Lets a new instance of a method attach the files of a stage.</summary>
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
