using LmmCl.Abstractions;
using LmmCl.Plugins.Faults;
using static TorchSharp.torch;

namespace LmmCl.Plugins;

/// <summary>The only caller of a plugin's method: separates the plugin's exceptions from the host's and announces long calls.</summary>
internal sealed class GuardedMethod(IMitigationMethod method, string plugin, IPluginCallObserver? observer) : IMitigationMethod, IDisposable
{
    /// <inheritdoc/>
    public MethodDescriptor Describe() => Announced(nameof(Describe), method.Describe);

    /// <inheritdoc/>
    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct) =>
        AnnouncedAsync(nameof(PrepareAsync), () => method.PrepareAsync(stage, ct), ct);

    /// <inheritdoc/>
    public Tensor Loss(StepContext step) => Guarded(nameof(Loss), () => method.Loss(step));

    /// <inheritdoc/>
    public ValueTask FinishAsync(StageContext stage, CancellationToken ct) =>
        AnnouncedAsync(nameof(FinishAsync), () => method.FinishAsync(stage, ct), ct);

    /// <inheritdoc/>
    public void Attach(AttachContext context) => Announced(nameof(Attach), () => method.Attach(context));

    /// <inheritdoc/>
    public IReadOnlyList<string> Variants(object settings) => Announced(nameof(Variants), () => method.Variants(settings));

    /// <inheritdoc/>
    public object AsPublished(object settings) => Announced(nameof(AsPublished), () => method.AsPublished(settings));

    /// <inheritdoc/>
    public void SaveState(string folder) => Announced(nameof(SaveState), () => method.SaveState(folder));

    /// <inheritdoc/>
    public void RestoreState(string folder) => Announced(nameof(RestoreState), () => method.RestoreState(folder));

    /// <inheritdoc/>
    public void Dispose() => (method as IDisposable)?.Dispose();

    private void Announced(string call, Action body) =>
        Announced(call, () =>
        {
            body();
            return true;
        });

    private T Announced<T>(string call, Func<T> body)
    {
        observer?.Calling(plugin, call);
        try
        {
            return Guarded(call, body);
        }
        finally
        {
            observer?.Returned();
        }
    }

    private async ValueTask AnnouncedAsync(string call, Func<ValueTask> body, CancellationToken ct)
    {
        observer?.Calling(plugin, call);
        try
        {
            await body();
        }
        catch (Exception error) when (PluginFaults.IsPluginFault(error) || IsOwnCancellation(error))
        {
            throw new PluginCallException(plugin, call, error);
        }
        finally
        {
            observer?.Returned();
        }

        bool IsOwnCancellation(Exception error) => error is OperationCanceledException && !ct.IsCancellationRequested;
    }

    private T Guarded<T>(string call, Func<T> body)
    {
        try
        {
            return body();
        }
        catch (Exception error) when (PluginFaults.IsPluginFault(error))
        {
            throw new PluginCallException(plugin, call, error);
        }
    }
}
