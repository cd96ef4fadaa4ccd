using System.Reflection;
using LmmCl.Abstractions;
using McMaster.NETCore.Plugins;
using TorchSharp;

namespace LmmCl.Host.Plugins;

/// <summary>Makes methods of the plugins in a catalogue. A plugin's code is loaded when its first method is asked for, once.</summary>
public sealed class PluginMethods(PluginCatalogue catalogue)
{
    /// <summary>Types that must be the same on both sides; whatever their assemblies refer to is shared with them.</summary>
    private static readonly Type[] sharedTypes = [typeof(IMitigationMethod), typeof(torch.Tensor)];

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
            if (!types.TryGetValue(id, out var type))
            {
                types[id] = type = Load(entry, manifest);
            }

            var method = (IMitigationMethod)Activator.CreateInstance(type)!;
            CheckDescription(method.Describe(), manifest);
            return method;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            var cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
            var reason = $"{cause.GetType().Name}: {cause.Message}";
            catalogue.Malfunctioned(entry, reason);
            throw new InputException($"method '{id}'", $"its plugin could not be loaded. {reason}", $"Its folder is {entry.Folder}.", error);
        }
    }

    private static Type Load(PluginEntry entry, PluginManifest manifest)
    {
        var loader = PluginLoader.CreateFromAssemblyFile(Path.GetFullPath(Path.Combine(entry.Folder, manifest.Assembly)), isUnloadable: false, sharedTypes);
        var found = loader.LoadDefaultAssembly().GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IMitigationMethod).IsAssignableFrom(type))
            .ToList();
        return found.Count == 1
            ? found[0]
            : throw new InvalidOperationException($"{manifest.Assembly} has {found.Count} public classes that implement {nameof(IMitigationMethod)}, one is needed.");
    }

    private static void CheckDescription(MethodDescriptor described, PluginManifest manifest)
    {
        if (described.Id != manifest.Id || described.Version != manifest.Version || described.Capabilities != manifest.Capabilities)
        {
            throw new InvalidOperationException(
                $"the method describes itself as {described.Id} {described.Version} ({described.Capabilities}), "
                + $"{PluginManifest.FileName} says {manifest.Id} {manifest.Version} ({manifest.Capabilities}).");
        }
    }
}
