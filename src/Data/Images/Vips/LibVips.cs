using System.Runtime.InteropServices;
using System.Runtime.Loader;
using LmmCl.Abstractions;
using NetVips;

namespace LmmCl.Data.Images.Vips;

/// <summary>The libvips library that decodes image files, loaded on first use.</summary>
internal static class LibVips
{
    /// <summary>Set by LibVips.targets.</summary>
    private const string FolderSetting = "LmmCl.LibVips.Folder";

    private static readonly string[] loaders =
        ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadNsgifBuffer", "VipsForeignLoadWebpBuffer"];

    private static readonly Lazy<Exception?> problem = new(Load);

    [ThreadStatic]
    private static int warnings;

    /// <summary>Loads the library if it is not loaded yet.</summary>
    /// <exception cref="InputException">The library cannot be loaded.</exception>
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

    /// <summary>Counts libvips warnings on this thread during <paramref name="work"/>, including the closing of its images.</summary>
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
        // NetVips already tried to load the library when the first method that references it was compiled, before the library's folder was
        // known.
        ModuleInitializer.Initialize();
        if (!ModuleInitializer.VipsInitialized)
        {
            return ModuleInitializer.Exception;
        }

        // Each thread here decodes one file at a time, each file once; the other formats that libvips can open do not occur in training
        // data.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Operation.Block("VipsForeignLoad", true);
        Array.ForEach(loaders, name => Operation.Block(name, false));
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.All, (_, _, _) => warnings++);
        return null;
    }
}
