using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Host.Service;

/// <summary>The exclusive right to serve a runs folder; a killed service loses it with its process.</summary>
internal static class ServiceClaim
{
    private const string Name = "service.lock";

    /// <summary>Takes the right.</summary>
    /// <returns>The right, held until it is disposed.</returns>
    /// <exception cref="InputException">Another service has it.</exception>
    public static IDisposable Take(string runs) => FileLock.TryTake(Path.Combine(runs, Name)) ?? throw new InputException(
        runs,
        ServiceFile.Find(runs) is { } other && other.IsAlive()
            ? $"another service runs on this folder: {other.Address}, process {other.ProcessId}."
            : "another service runs on this folder.",
        "Use that one, stop it, or name another folder with --runs.");
}
