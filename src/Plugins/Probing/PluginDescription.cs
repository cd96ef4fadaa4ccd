using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Plugins.Loading;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Probing;

/// <summary>What a method says of itself once its code is loaded.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Capabilities">What it does beyond choosing parameters and a loss.</param>
/// <param name="Citation">Where it was published.</param>
/// <param name="Settings">What it can be told.</param>
internal sealed record PluginDescription(
    string Id, string Version, IReadOnlyList<string> Capabilities, string Citation, IReadOnlyList<DescribedSetting> Settings)
{
    /// <summary>Loads a plugin's code into this process.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="seal">Hash of the manifest that was checked.</param>
    /// <exception cref="InputException">It cannot be loaded.</exception>
    public static PluginDescription Of(string folder, string seal)
    {
        var manifest = PluginManifest.Read(folder);
        try
        {
            if (manifest.Seal.Hex != seal)
            {
                throw new ChangedPluginException($"{PluginManifest.FileName} was exchanged after it was checked.");
            }

            var method = PluginAssembly.Create(PluginAssembly.MethodType(folder, manifest), manifest);
            var described = method.Describe();
            (method as IDisposable)?.Dispose();
            return new PluginDescription(
                described.Id,
                described.Version.ToString(),
                [.. manifest.CapabilityNames],
                described.Citation,
                MethodSettingsText.Of(described.SettingsType));
        }
        catch (Exception error)
        {
            throw new InputException(folder, LoadFailure.Reason(error), inner: error);
        }
    }

    public static PluginDescription Read(string path) => JsonSerializer.Deserialize<PluginDescription>(File.ReadAllBytes(path))!;

    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this));
}
