using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using LmmCl.Abstractions;
using TorchSharp;

namespace LmmCl.Host.CommandLine;

/// <summary>
/// <c>lmmcl doctor</c>: describes the environment of this program; the launcher adds the requirements for building and testing.
/// </summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "List what is there, what is missing, and the fix.");
        command.SetAction(_ => Check());
        return command;
    }

    /// <exception cref="InputException">libtorch cannot be loaded.</exception>
    private static void Check()
    {
        Write(".NET runtime", RuntimeInformation.FrameworkDescription);
        LibTorch.Load();
        var gpus = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        Write("libtorch", $"{LibTorch.Version} in {LibTorch.Folder ?? "TorchSharp's default location"}");
        Write("GPUs in libtorch", gpus > 0 ? gpus.ToString(CultureInfo.InvariantCulture) : "none; everything runs on the CPU");
    }

    private static void Write(string name, string found) => Console.WriteLine($"  ok       {name,-24} {found}");
}
