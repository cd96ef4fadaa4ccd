using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Plugins.Loading;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Probing;

/// <summary>A method's description of itself, available once its code is loaded.</summary>
/// <param name="Id">The method's id.</param>
/// <param name="Version">The method's version.</param>
/// <param name="Capabilities">Capabilities beyond choosing parameters and a loss.</param>
/// <param name="Citation">The publication to cite.</param>
/// <param name="Settings">The settings it accepts.</param>
internal sealed record PluginDescription(
    string Id, string Version, IReadOnlyList<string> Capabilities, string Citation, IReadOnlyList<DescribedSetting> Settings)
{
    /// <summary>Loads a plugin's code into this process.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="seal">Hash of the manifest that was checked.</param>
    /// <exception cref="InputException">The plugin cannot be loaded.</exception>
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
