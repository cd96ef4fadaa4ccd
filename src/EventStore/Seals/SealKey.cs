using System.Security.Cryptography;
using LmmCl.Abstractions;

namespace LmmCl.EventStore.Seals;

/// <summary>The sealer's private key: a PEM file that only its owner can read.</summary>
public static class SealKey
{
    /// <summary>Reads the key, or creates one (P-256) if there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="made">True if the key was created.</param>
    /// <exception cref="InputException">The file does not hold a private key.</exception>
    public static ECDsa Open(string path, out bool made)
    {
        made = !File.Exists(path);
        if (made)
        {
            return Make(path);
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            key.ExportPkcs8PrivateKey();
            return key;
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InputException(
                path, $"it holds no private key for ECDSA ({error.Message}).", "Name a PEM file, or another path to have one made.", error);
        }
    }

    private static ECDsa Make(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, access);
        file.WriteLine(key.ExportPkcs8PrivateKeyPem());
        return key;
    }
}
