using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>
/// Finds liblmmcl_torch.so beside this assembly, beside the application or among
/// the native files of its packages, and says how to get it where it is missing.
/// </summary>
internal static class NativeLibraryLoader
{
    private const string FileName = "liblmmcl_torch.so";

    public static void Register()
    {
        ProcessMemory.Pool();
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLoader).Assembly, Resolve);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != "lmmcl_torch")
        {
            return 0;
        }

        var folders = new[] { Path.GetDirectoryName(assembly.Location), AppContext.BaseDirectory };
        var file = folders
            .Where(folder => !string.IsNullOrEmpty(folder))
            .Select(folder => Path.Combine(folder!, FileName))
            .FirstOrDefault(File.Exists);
        if (file is null && NativeLibrary.TryLoad(name, assembly, searchPath, out var ofPackage))
        {
            return ofPackage;
        }

        return file is null ? throw Missing() : Load(file);
    }

    private static nint Load(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException problem)
        {
            throw new DllNotFoundException(
                $"{file} cannot be loaded, most likely because its libtorch is gone. " +
                $"Install libtorch (Debian: libtorch-dev libopenblas0-openmp) and run compat/TorchSharp/native/build.sh. {problem.Message}",
                problem);
        }
    }

    private static DllNotFoundException Missing() => new(
        $"{FileName} is neither beside the application nor among the native files of its packages. "
        + "Build it with compat/TorchSharp/native/build.sh.");
}
