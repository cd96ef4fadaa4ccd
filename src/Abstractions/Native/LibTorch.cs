using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TorchSharp;

namespace LmmCl.Abstractions;

/// <summary>
/// Loads libtorch and TorchSharp's native library from the NuGet package folders, or from the folder that <c>LMMCL_LIBTORCH</c> names,
/// before TorchSharp searches for them: TorchSharp would otherwise pick up any libtorch on the system, or copy half a gigabyte beside the
/// program.
/// </summary>
public static class LibTorch
{
    /// <summary>Name of the environment variable that selects the folder of another libtorch 2.x.</summary>
    public const string Variable = "LMMCL_LIBTORCH";

    // Written into runtimeconfig.json by build/LibTorch.targets.
    private const string FoldersOption = "LmmCl.LibTorch.Folders";
    private const string Assembly = "TorchSharp";
    private const int WrongInput = 2;

    private static readonly Lock loading = new();
    private static readonly Lazy<string> chosenVersion = new(FindVersion);
    private static bool loaded;

    /// <summary>Folder that libtorch is loaded from; null if TorchSharp finds it by its own rules.</summary>
    public static string? Folder => Chosen is { Length: > 0 } chosen ? Path.GetFullPath(chosen) : FolderWith(NativeName("torch"));

    /// <summary>
    /// Version of the package, or the SHA-256 of the library in the folder that <see cref="Variable"/> names: such a library does not state
    /// its version, and TorchSharp only knows that of its own package.
    /// </summary>
    /// <exception cref="IOException">The library cannot be read.</exception>
    public static string Version => chosenVersion.Value;

    private static string? Chosen => Environment.GetEnvironmentVariable(Variable);

    /// <summary>
    /// Loads the libraries as soon as the TorchSharp assembly is loaded, which may never happen. On failure the program exits with code 2.
    /// </summary>
    public static void LoadWithTorchSharp()
    {
        if (AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == Assembly))
        {
            LoadOrExit();
            return;
        }

        AppDomain.CurrentDomain.AssemblyLoad += (_, arguments) =>
        {
            if (arguments.LoadedAssembly.GetName().Name == Assembly)
            {
                LoadOrExit();
            }
        };
    }

    /// <summary>
    /// Starts loading the libraries while the program reads its input. The first use waits for completion and reports any failure.
    /// </summary>
    public static void LoadInBackground() => Task.Run(() =>
    {
        try
        {
            Load();
        }
        catch (InputException)
        {
            // Rethrown at the first use.
        }
    });

    /// <summary>Loads the libraries now, once per process.</summary>
    /// <exception cref="InputException">The folder contains no libtorch, or TorchSharp does not run on it.</exception>
    public static void Load()
    {
        lock (loading)
        {
            if (loaded)
            {
                return;
            }

            LoadFrom(Folder);
            loaded = true;
        }
    }

    private static void LoadFrom(string? folder)
    {
        if (folder is null || FolderWith(NativeName("LibTorchSharp"), folder) is not { } binding)
        {
            return;
        }

        var place = Chosen is { Length: > 0 } ? Variable : folder;
        var torch = Path.Combine(folder, NativeName("torch"));
        if (!File.Exists(torch))
        {
            throw new InputException(
                place,
                $"'{folder}' has no {NativeName("torch")}.",
                "Name a folder of libtorch 2.x such as torch/lib of a Python installation.");
        }

        OpenMp.SleepWhileWaiting();
        try
        {
            NativeLibraryFile.Load(torch);
            if (Path.Combine(folder, NativeName("torch_cuda")) is var cuda && File.Exists(cuda))
            {
                NativeLibraryFile.Load(cuda);
            }

            NativeLibraryFile.Load(Path.Combine(binding, NativeName("LibTorchSharp")));
        }
        catch (DllNotFoundException error)
        {
            throw new InputException(
                place,
                $"TorchSharp does not run on the libtorch in '{folder}' ({error.Message}).",
                $"Use libtorch 2.10, or unset {Variable} to use the one that is restored.",
                error);
        }
    }

    private static string? FolderWith(string file, params string[] first) =>
        first.Concat(Folders()).FirstOrDefault(folder => File.Exists(Path.Combine(folder, file)));

    private static IEnumerable<string> Folders() =>
    [
        .. (AppContext.GetData(FoldersOption) as string ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries),
        Path.Combine(AppContext.BaseDirectory, "runtimes", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "native"),
        AppContext.BaseDirectory,
    ];

    private static string FindVersion()
    {
        if (Chosen is not { Length: > 0 })
        {
            return torch.__version__;
        }

        using var library = File.OpenRead(Path.Combine(Folder!, NativeName("torch_cpu")));
        return $"{Variable}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(library))}";
    }

    private static string NativeName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    private static void LoadOrExit()
    {
        try
        {
            Load();
        }
        catch (InputException error)
        {
            // The runtime ignores exceptions from this event handler, and TorchSharp would continue its own search.
            Console.Error.WriteLine(error.Message);
            Environment.Exit(WrongInput);
        }
    }

#pragma warning disable CA2255 // Everything that uses TorchSharp through this assembly needs it, however it gets there.
    [ModuleInitializer]
    internal static void Initialize() => LoadWithTorchSharp();
#pragma warning restore CA2255
}
