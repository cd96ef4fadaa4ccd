using LmmCl.Abstractions;
using LmmCl.Plugins.Manifests;
using McMaster.NETCore.Plugins;
using TorchSharp;

namespace LmmCl.Plugins.Loading;

/// <summary>
/// Loads a plugin's code into a context of its own: it shares the contract and TorchSharp with the host, and nothing else. The code is that
/// of a private copy, so that no file can be exchanged between its check and its loading.
/// </summary>
internal static class PluginAssembly
{
    /// <summary>Types that must be the same on both sides; whatever their assemblies refer to is shared with them.</summary>
    private static readonly Type[] shared = [typeof(IMitigationMethod), typeof(torch.Tensor)];

    /// <summary>The plugin's one method.</summary>
    /// <exception cref="InvalidOperationException">There is none or more than one, or something that it refers to is missing.</exception>
    /// <exception cref="ChangedPluginException">A file is no longer what the manifest says.</exception>
    public static Type MethodType(string folder, PluginManifest manifest)
    {
        var loader = PluginLoader.CreateFromAssemblyFile(
            Path.Combine(PluginCopy.Of(folder, manifest), manifest.Assembly), isUnloadable: false, shared);
        var assembly = loader.LoadDefaultAssembly();
        SharedAssemblies.RefuseMissing(assembly, loader, [.. shared.Select(type => type.Assembly)]);
        var found = assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IMitigationMethod).IsAssignableFrom(type))
            .ToList();
        return found.Count == 1
            ? found[0]
            : throw new InvalidOperationException(
                $"{manifest.Assembly} has {found.Count} public classes that implement {nameof(IMitigationMethod)}, one is needed.");
    }

    /// <summary>A fresh instance.</summary>
    /// <exception cref="InvalidOperationException">It is not what the manifest says.</exception>
    public static IMitigationMethod Create(Type type, PluginManifest manifest)
    {
        var method = (IMitigationMethod)Activator.CreateInstance(type)!;
        var described = method.Describe();
        return described.Id == manifest.Id && described.Version == manifest.Version && described.Capabilities == manifest.Capabilities
            ? method
            : throw new InvalidOperationException(
                $"the method describes itself as {described.Id} {described.Version} ({described.Capabilities}), "
                + $"{PluginManifest.FileName} says {manifest.Id} {manifest.Version} ({manifest.Capabilities}).");
    }
}
