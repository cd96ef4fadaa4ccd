using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Hardware;

/// <summary>Devices available to models. All queries about this machine's devices go through this class.</summary>
public static class Devices
{
    /// <summary>Selects the first CUDA device, or the CPU if there is none.</summary>
    public const string Auto = "auto";

    private const string OnCpu = "cpu";
    private const string FirstCuda = "cuda";
    private const string CudaIndex = "cuda:";

    /// <summary>Returns the CUDA devices of this machine, or the CPU if there are none.</summary>
    public static IReadOnlyList<Device> Available() => Cuda() is { Count: > 0 } cuda ? cuda : [CPU];

    /// <summary>Returns the CUDA devices of this machine; empty if there are none, or if libtorch is a CPU build.</summary>
    public static IReadOnlyList<Device> Cuda() =>
        [.. Enumerable.Range(0, CudaDevices()).Select(index => new Device(DeviceType.CUDA, index))];

    /// <summary>Returns the text unchanged if it is a valid device name on any machine.</summary>
    /// <param name="text"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <param name="place">Location of the text, for error messages.</param>
    /// <exception cref="InputException">The text is not a device name.</exception>
    public static string Check(string text, string place) =>
        text is Auto or OnCpu or FirstCuda || IndexOf(text) is not null
            ? text
            : throw new InputException(place, $"'{text}' names no device.", NearMatches.Suggest(text, [Auto, OnCpu, FirstCuda, "cuda:0"]));

    /// <summary>Returns the device of this machine that a text names.</summary>
    /// <exception cref="InputException">
    /// The text names no device, or one that this machine lacks; the message lists the available ones.
    /// </exception>
    public static Device Resolve(string text) =>
        Resolve(text, CudaDevices()) is { } index ? new Device(DeviceType.CUDA, index) : CPU;

    /// <summary>Returns the index of the CUDA device that a text names, given the number of devices; null for the CPU.</summary>
    internal static int? Resolve(string text, int cudaDevices)
    {
        Check(text, "device");
        var wanted = text switch
        {
            Auto => cudaDevices > 0 ? 0 : null,
            OnCpu => null,
            FirstCuda => 0,
            _ => IndexOf(text),
        };
        return wanted is null || wanted < cudaDevices
            ? wanted
            : throw new InputException(
                $"device '{text}'", $"this machine has {Say(cudaDevices)}.", "Name another with 'device' or --device.");
    }

    private static int CudaDevices() => cuda.is_available() ? cuda.device_count() : 0;

    private static int? IndexOf(string text) =>
        text.StartsWith(CudaIndex, StringComparison.Ordinal) && text.Length > CudaIndex.Length && text.Length < CudaIndex.Length + 4
            && text.AsSpan(CudaIndex.Length).IndexOfAnyExceptInRange('0', '9') < 0
            ? int.Parse(text.AsSpan(CudaIndex.Length), System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static string Say(int cudaDevices) => cudaDevices == 0
        ? "no CUDA device; it has the CPU"
        : string.Join(" and ", Enumerable.Range(0, cudaDevices).Select(index => $"{CudaIndex}{index}"));
}
