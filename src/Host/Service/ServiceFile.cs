using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LmmCl.Modeling.Files;

namespace LmmCl.Host.Service;

/// <summary>
/// The file by which programs find a service: <c>service.json</c> in its runs folder, written once it listens and removed when it stops.
/// A killed service leaves it behind; its process is gone then.
/// </summary>
/// <param name="Address">Address of the API.</param>
/// <param name="ProcessId">Process id of the service.</param>
/// <param name="ProcessStart">When its process started, in a form that tells it from a later process of the same id.</param>
/// <param name="StartedAt">Time it started.</param>
/// <param name="Machine">Name of the machine.</param>
/// <param name="TokenFile">
/// File with the bearer token, for those who may read it; null if there is none. The token itself is never here.
/// </param>
internal sealed record ServiceFile(
    string Address, int ProcessId, string ProcessStart, DateTimeOffset StartedAt, string Machine, string? TokenFile)
{
    private const string Name = "service.json";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Describes this process.</summary>
    public static ServiceFile OfThisProcess(string address, string? tokenFile) => new(
        address, Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", DateTimeOffset.UtcNow, Environment.MachineName, tokenFile);

    /// <summary>Path of the file.</summary>
    public static string PathIn(string runs) => Path.Combine(runs, Name);

    /// <summary>Reads the file of a runs folder; null if there is none, or it is not one.</summary>
    public static ServiceFile? Find(string runs)
    {
        try
        {
            return JsonSerializer.Deserialize<ServiceFile>(File.ReadAllBytes(PathIn(runs)), options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// False if the process is known to be gone, or to be another program. A process of another machine cannot be looked up and counts as
    /// alive.
    /// </summary>
    public bool IsAlive() => Machine != Environment.MachineName || StartOf(ProcessId) == ProcessStart;

    /// <summary>Writes the file; only its owner can read it.</summary>
    public void Write(string runs)
    {
        var temporary = PathIn(runs) + ".writing";
        var mode = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            mode.UnixCreateMode = OwnerOnly;
        }

        File.Delete(temporary);
        using (var file = new FileStream(temporary, mode))
        {
            JsonSerializer.Serialize(file, this, options);
        }

        DurableFile.Rename(temporary, PathIn(runs));
    }

    /// <summary>Removes the file if it is this service's.</summary>
    public void Remove(string runs)
    {
        if (Find(runs) == this)
        {
            File.Delete(PathIn(runs));
        }
    }

    /// <summary>The start of a process; null if there is none. On Linux it does not change when the clock is set.</summary>
    private static string? StartOf(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

                // The name in parentheses may contain anything; the start is field 22, the twentieth after it.
                return $"{boot}/{File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].Split(' ')[20]}";
            }

            using var process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException
            or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
