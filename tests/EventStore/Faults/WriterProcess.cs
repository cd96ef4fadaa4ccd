using System.Diagnostics;

namespace LmmCl.EventStore.Tests.Faults;

/// <summary>A running <see cref="WriterProgram"/> with what it has said so far.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource speaking = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly List<string> refusals = [];

    internal WriterProcess(string store, string stream, int? appends = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var command = new ProcessStartInfo("dotnet", ["exec", typeof(WriterProcess).Assembly.Location, store, stream, .. appends is null ? [] : new[] { $"{appends}" }])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            command.Environment[name] = value;
        process = new Process { StartInfo = command };
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data is null ? null : "refused " + line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The last version that it said is stored.</summary>
    internal long Acknowledged { get; private set; }

    internal IReadOnlyList<string> Refusals
    {
        get
        {
            lock (gate)
                return [.. refusals];
        }
    }

    internal Task FirstWord => speaking.Task.WaitAsync(TimeSpan.FromMinutes(2));

    internal void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    internal async Task<int> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null)
            return;
        lock (gate)
        {
            if (line.Split(' ') is ["stored", var version])
                Acknowledged = long.Parse(version);
            else
                refusals.Add(line);
        }

        speaking.TrySetResult();
    }
}
