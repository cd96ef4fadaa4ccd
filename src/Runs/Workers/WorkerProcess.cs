using System.Diagnostics;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Workers;

/// <summary>The host's handle to a worker: its process and both message streams.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    // Timeouts for an idle worker to exit, and for the remaining output of an exited one to arrive.
    private static readonly TimeSpan toEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan toDrain = TimeSpan.FromSeconds(1);

    private readonly Process process;
    private readonly LastWords lastWords = new();
    private readonly Task listening;
    private readonly Task exited;
    private readonly Task silent;
    private readonly long memoryKills = KernelMemoryKills.Count();
    private readonly Lock sending = new();
    private readonly List<Timer> killers = [];

    private WorkerProcess(Process process)
    {
        this.process = process;
        listening = lastWords.ReadAsync(process.StandardError);
        exited = process.WaitForExitAsync();
        silent = SilentAsync();
    }

    /// <summary>True once it was asked to stop; it cannot be used for other work after that.</summary>
    public bool AskedToStop { get; private set; }

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <exception cref="InvalidOperationException">The program could not be started.</exception>
    public static WorkerProcess Start(ProcessStartInfo program) =>
        new(Process.Start(program) ?? throw new InvalidOperationException($"{program.FileName} could not be started."));

    /// <summary>Sends a message. Does not detect an exited worker; the next <see cref="ReadAsync"/> does.</summary>
    public void Send(HostMessage message)
    {
        lock (sending)
        {
            try
            {
                process.StandardInput.WriteLine(MessageLine.Of(message));
                process.StandardInput.Flush();
            }
            catch (Exception error) when (error is IOException or InvalidOperationException)
            {
                // The worker has exited, which the next read detects.
            }
        }
    }

    /// <summary>Reads the worker's next line; null once it has exited.</summary>
    public async Task<string?> ReadAsync()
    {
        var line = process.StandardOutput.ReadLineAsync();
        await Task.WhenAny(line, silent);
        return line.IsCompletedSuccessfully ? line.Result : null;
    }

    /// <summary>Requests to save progress and stop; kills the worker after <paramref name="grace"/>.</summary>
    public void AskToStop(TimeSpan grace)
    {
        AskedToStop = true;
        lock (killers)
        {
            killers.Add(new Timer(_ => Kill(), null, grace, Timeout.InfiniteTimeSpan));
        }

        Send(new StopWork());
    }

    /// <summary>Kills the worker at once, with all its child processes.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It exited in the meantime.
        }
    }

    /// <summary>The cause of its exit; call after <see cref="ReadAsync"/> has returned null.</summary>
    public async Task<WorkerDeath> DeathAsync()
    {
        await ExitAsync(toDrain);
        await Task.WhenAny(listening, Task.Delay(toDrain));
        var killedForMemory = process.ExitCode == WorkerDeath.Killed && KernelMemoryKills.Count() > memoryKills;
        return new WorkerDeath(process.ExitCode, lastWords.Line, killedForMemory || lastWords.TellOfMissingMemory);
    }

    /// <summary>Ends the worker: an idle one exits when its input is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (sending)
        {
            process.StandardInput.Dispose();
        }

        await ExitAsync(toEnd);
        killers.ForEach(killer => killer.Dispose());
        process.Dispose();
    }

    private async Task ExitAsync(TimeSpan patience)
    {
        if (await Task.WhenAny(exited, Task.Delay(patience)) != exited)
        {
            Kill();
        }

        await exited;
    }

    private async Task SilentAsync()
    {
        await exited;
        // Output from before its exit may still be in the pipe, and a child process of its own may keep the pipe open.
        await Task.Delay(toDrain);
    }
}
