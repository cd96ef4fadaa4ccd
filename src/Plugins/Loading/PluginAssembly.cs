using LmmCl.Abstractions;
using LmmCl.Plugins.Manifests;
using McMaster.NETCore.Plugins;
using TorchSharp;

namespace LmmCl.Plugins.Loading;

/// <summary>
/// Loads a plugin's code into a load context of its own, which shares only the contract and TorchSharp with the host. The code is loaded
/// from a private copy, so that no file can be replaced between its check and its loading.
/// </summary>
internal static class PluginAssembly
{
    /// <summary>Types that must be identical on both sides; everything their assemblies reference is shared too.</summary>
    private static readonly Type[] shared = [typeof(IMitigationMethod), typeof(torch.Tensor)];

    /// <summary>The plugin's single method type.</summary>
    /// <exception cref="InvalidOperationException">There is no method or more than one, or a referenced assembly is missing.</exception>
    /// <exception cref="ChangedPluginException">A file no longer matches the manifest.</exception>
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

    /// <summary>Creates an instance of the method.</summary>
    /// <exception cref="InvalidOperationException">The method does not match the manifest.</exception>
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
