using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Images.Resizing;
using TorchSharp;

namespace LmmCl.Runs.Experiments;

/// <summary>The environment of an experiment: versions, packages, machine. Contains no names of people, hosts or folders.</summary>
internal static class HostEnvironment
{
    /// <summary>Name of the device in <see cref="Describe"/>.</summary>
    public const string Device = "device";

    /// <summary>Name of the library whose arithmetic resizes pictures, in <see cref="Describe"/>.</summary>
    public const string ImageBackend = "image_backend";

    public static IReadOnlyDictionary<string, string> Describe(Placement placement) => new Dictionary<string, string>
    {
        [Device] = placement.Device.ToString(),
        ["dtype"] = placement.Dtype.ToString().ToLowerInvariant(),
        ["lmmcl"] = InformationalVersion() ?? "unknown",
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["system"] = RuntimeInformation.OSDescription,
        ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
        ["libtorch"] = LibTorch.Version,
        [ImageBackend] = ImageResizer.Backend,
        ["threads"] = WorkerThreads.Count().ToString(CultureInfo.InvariantCulture),
    };

    public static IReadOnlyList<HashedPart> Packages() =>
        [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Order(StringComparer.Ordinal)
            .Select(file => new HashedPart(Path.GetFileNameWithoutExtension(file), Version(file), ContentHash.OfFile(file)))];

    public static HardwareFound Hardware() => new(
        Processor(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        torch.cuda.is_available() ? [.. Enumerable.Range(0, torch.cuda.device_count()).Select(index => $"cuda:{index}")] : []);

    private static string Version(string file)
    {
        try
        {
            return AssemblyName.GetAssemblyName(file).Version?.ToString() ?? "0";
        }
        catch (BadImageFormatException)
        {
            return "native";
        }
    }

    private static string? InformationalVersion() =>
        typeof(HostEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static string Processor()
    {
        const string list = "/proc/cpuinfo";
        const string field = "model name";
        var lines = File.Exists(list) ? File.ReadLines(list) : [];
        var line = lines.FirstOrDefault(text => text.StartsWith(field, StringComparison.Ordinal));
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
