using LmmCl.Events;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Loading;

/// <summary>
/// Copies a plugin's files to where no other user can replace them, and hashes the copies, so that everything loaded, now or later, is what
/// was checked, including private dependencies and native libraries.
/// </summary>
internal static class PluginCopy
{
    /// <summary>The folder of the copy.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="manifest">The checked manifest.</param>
    /// <exception cref="ChangedPluginException">A file differs from what was checked.</exception>
    /// <exception cref="IOException">A file cannot be read or copied.</exception>
    public static string Of(string folder, PluginManifest manifest)
    {
        var copies = PrivateFolder.MakeFolder();
        foreach (var (path, expected) in manifest.Files.Append(new(PluginManifest.FileName, manifest.Seal)))
        {
            var (file, copy) = (Path.Combine(folder, path), Path.Combine(copies, path));
            Copy(file, copy);
            if (ContentHash.OfFile(copy) != expected)
            {
                throw new ChangedPluginException($"{file} was exchanged after it was checked.");
            }
        }

        return copies;
    }

    private static void Copy(string file, string copy)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        try
        {
            // Do not open empty files: one could be a pipe, and reading it would block.
            if (new FileInfo(file) is { Exists: true, Length: 0 })
            {
                File.WriteAllBytes(copy, []);
            }
            else
            {
                File.Copy(file, copy);
            }
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ChangedPluginException($"{file} was removed after it was checked.");
        }
    }
}
