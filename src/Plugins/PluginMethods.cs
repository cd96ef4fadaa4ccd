using LmmCl.Abstractions;
using LmmCl.Plugins.Loading;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins;

/// <summary>Creates methods from the plugins in a catalogue. A plugin's code is loaded once, when its first method is created.</summary>
/// <param name="catalogue">The plugins.</param>
/// <param name="observer">Notified of calls that may take long; null for none.</param>
/// <param name="timeout">Time limit for creating a method; null for no limit.</param>
public sealed class PluginMethods(PluginCatalogue catalogue, IPluginCallObserver? observer = null, TimeSpan? timeout = null)
{
    private readonly Lock loading = new();
    private readonly Dictionary<string, Type> types = [];

    /// <summary>Creates a method for one stage.</summary>
    /// <exception cref="InputException">
    /// No plugin has this id (the message suggests similar ones), or it cannot be used; the message and the catalogue give the reason.
    /// </exception>
    public IMitigationMethod Create(string id)
    {
        var entry = catalogue.Known(id);
        if (entry.Status != PluginStatus.Active || entry.Manifest is not { } manifest)
        {
            throw new InputException($"method '{id}'", $"its plugin is {entry.Status}: {entry.Reason}");
        }

        try
        {
            return new GuardedMethod(Construct(TypeOf(entry.Folder, manifest), manifest), id, observer);
        }
        catch (Exception error) when (!LoadFailure.IsPluginFault(error))
        {
            throw new InputException(
                $"method '{id}'",
                $"its plugin could not be loaded now. {LoadFailure.Reason(error)}",
                "It stays usable: mend that and try again.",
                error);
        }
        catch (Exception error)
        {
            var reason = LoadFailure.Reason(error);
            catalogue.Malfunctioned(entry, reason);
            throw new InputException(
                $"method '{id}'", $"its plugin could not be loaded. {reason}", $"Its folder is {entry.Folder}.", error);
        }
    }

    private Type TypeOf(string folder, PluginManifest manifest)
    {
        lock (loading)
        {
            return types.TryGetValue(manifest.Id, out var known)
                ? known
                : types[manifest.Id] = PluginAssembly.MethodType(folder, manifest);
        }
    }

    private IMitigationMethod Construct(Type type, PluginManifest manifest)
    {
        observer?.Calling(manifest.Id, "its constructor or Describe");
        try
        {
            return timeout is not { } limit
                ? PluginAssembly.Create(type, manifest)
                : Within(limit, () => PluginAssembly.Create(type, manifest));
        }
        finally
        {
            observer?.Returned();
        }
    }

    /// <summary>Runs the body on a thread of its own, which is abandoned if it does not return in time.</summary>
    private static T Within<T>(TimeSpan limit, Func<T> body)
    {
        var made = Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WhenAny(made, Task.Delay(limit)).GetAwaiter().GetResult() == made
            ? made.GetAwaiter().GetResult()
            : throw new InvalidOperationException($"its constructor or Describe did not return within {limit.TotalSeconds:0.###} s.");
    }
}
