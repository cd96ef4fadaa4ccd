using System.Diagnostics;
using System.Globalization;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>
/// The largest resident memory of this process since <see cref="Begin"/>; since its start where there is no beginning anew.
/// </summary>
internal static class PeakMemory
{
    private const string Reset = "/proc/self/clear_refs";
    private const string Status = "/proc/self/status";
    private const string PeakField = "VmHWM:";

    // What clear_refs takes for "the peak is what is resident now".
    private const string PeakIsNow = "5";

    public static void Begin()
    {
        try
        {
            if (File.Exists(Reset))
            {
                File.WriteAllText(Reset, PeakIsNow);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Some containers forbid the reset: the peak is then that of the whole process.
        }
    }

    /// <summary>In bytes.</summary>
    public static long Read()
    {
        var lines = File.Exists(Status) ? File.ReadLines(Status) : [];
        if (lines.FirstOrDefault(line => line.StartsWith(PeakField, StringComparison.Ordinal)) is { } line)
        {
            return 1024 * long.Parse(line[PeakField.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }

        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
