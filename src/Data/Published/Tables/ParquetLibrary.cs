using System.Runtime.InteropServices;
using System.Runtime.Loader;
using ParquetSharp;

namespace LmmCl.Data.Published.Tables;

/// <summary>The library that reads Parquet files, Apache Arrow's own, loaded on first use from where NuGet unpacked it.</summary>
internal static class ParquetLibrary
{
    /// <summary>Set by ParquetSharp.targets.</summary>
    private const string FolderSetting = "LmmCl.Parquet.Folder";

    private const string Name = "ParquetSharpNative";

    private static readonly Lazy<bool> loaded = new(Load);

    /// <summary>Loads the library if it is not loaded yet.</summary>
    /// <exception cref="DllNotFoundException">The library cannot be loaded.</exception>
    public static void EnsureLoaded() => _ = loaded.Value;

    private static bool Load()
    {
        if (AppContext.GetData(FolderSetting) is string folder)
        {
            var library = NativeLibrary.Load(Path.Combine(folder, FileName));
            var context = AssemblyLoadContext.GetLoadContext(typeof(ParquetFileReader).Assembly) ?? AssemblyLoadContext.Default;
            context.ResolvingUnmanagedDll += (_, name) => name == Name ? library : IntPtr.Zero;
        }

        return true;
    }

    private static string FileName =>
        OperatingSystem.IsWindows() ? $"{Name}.dll" : OperatingSystem.IsMacOS() ? $"{Name}.dylib" : $"{Name}.so";
}
