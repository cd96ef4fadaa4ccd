using LmmCl.Abstractions;
using LmmCl.Plugins.Loading;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins;

/// <summary>Makes methods of the plugins in a catalogue. A plugin's code is loaded when its first method is asked for, once.</summary>
/// <param name="catalogue">The plugins.</param>
/// <param name="observer">Told of the calls that may take long; null for nobody.</param>
/// <param name="timeout">Longest time that making a method may take; null for no limit.</param>
public sealed class PluginMethods(PluginCatalogue catalogue, IPluginCallObserver? observer = null, TimeSpan? timeout = null)
{
    private readonly Lock loading = new();
    private readonly Dictionary<string, Type> types = [];

    /// <summary>A fresh instance for one stage.</summary>
    /// <exception cref="InputException">No plugin has this id (near matches are offered), or it cannot be used; the reason is in the
    /// message and the catalogue.</exception>
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

    /// <summary>On a thread of its own, which is left alone where it does not come back.</summary>
    private static T Within<T>(TimeSpan limit, Func<T> body)
    {
        var made = Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WhenAny(made, Task.Delay(limit)).GetAwaiter().GetResult() == made
            ? made.GetAwaiter().GetResult()
            : throw new InvalidOperationException($"its constructor or Describe did not return within {limit.TotalSeconds:0.###} s.");
    }
}
