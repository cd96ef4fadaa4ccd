using System.Runtime.InteropServices;
using System.Runtime.Loader;
using LmmCl.Abstractions;
using NetVips;

namespace LmmCl.Data.Images.Vips;

/// <summary>The library behind picture files, loaded at the first of them.</summary>
internal static class LibVips
{
    /// <summary>Set by LibVips.targets.</summary>
    private const string FolderSetting = "LmmCl.LibVips.Folder";

    private static readonly string[] loaders =
        ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadNsgifBuffer", "VipsForeignLoadWebpBuffer"];

    private static readonly Lazy<Exception?> problem = new(Load);

    [ThreadStatic]
    private static int warnings;

    /// <summary>Loads the library unless that was done.</summary>
    /// <exception cref="InputException">It does not load.</exception>
    public static void EnsureLoaded()
    {
        if (problem.Value is { } error)
        {
            throw new InputException(
                "libvips",
                $"pictures need this library, and it does not load ({error.Message.Split('\n')[0].TrimEnd()}).",
                $"It comes with the package NetVips.Native.{RuntimeInformation.RuntimeIdentifier}: build again on this machine.",
                error);
        }
    }

    /// <summary>Warnings of libvips during <paramref name="work"/> on this thread, the closing of its pictures included.</summary>
    public static int WarningsOf(Action work)
    {
        warnings = 0;
        work();
        return warnings;
    }

    private static Exception? Load()
    {
        try
        {
            if (AppContext.GetData(FolderSetting) is string folder)
            {
                var library = NativeLibrary.Load(Path.Combine(folder, FileName));
                AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name == FileName ? library : IntPtr.Zero;
            }

            return SetUp();
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return error;
        }
    }

    private static string FileName =>
        OperatingSystem.IsWindows() ? "libvips-42.dll" : OperatingSystem.IsMacOS() ? "libvips.42.dylib" : "libvips.so.42";

    private static Exception? SetUp()
    {
        // NetVips tried by itself when the first method that names it was compiled, which was before we found the library.
        ModuleInitializer.Initialize();
        if (!ModuleInitializer.VipsInitialized)
        {
            return ModuleInitializer.Exception;
        }

        // Files are decoded one per thread of ours, each once; what else libvips can open is nothing that training data hold.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Operation.Block("VipsForeignLoad", true);
        Array.ForEach(loaders, name => Operation.Block(name, false));
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.All, (_, _, _) => warnings++);
        return null;
    }
}
