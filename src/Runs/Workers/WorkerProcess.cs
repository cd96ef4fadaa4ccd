using System.Diagnostics;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Workers;

/// <summary>The host's end of a worker: its process, what is said to it and what it says.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    // How long an idle worker may take to end by itself, and what is left in the pipes of a dead one to arrive.
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

    /// <summary>It was asked to stop, so that it is of no use for other work.</summary>
    public bool AskedToStop { get; private set; }

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <exception cref="InvalidOperationException">The program could not be started.</exception>
    public static WorkerProcess Start(ProcessStartInfo program) =>
        new(Process.Start(program) ?? throw new InvalidOperationException($"{program.FileName} could not be started."));

    /// <summary>Says something. Whether it still listens shows when it is next asked for an answer.</summary>
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
                // The worker is gone, which the next read finds.
            }
        }
    }

    /// <summary>The next line that it says; null once it is gone.</summary>
    public async Task<string?> ReadAsync()
    {
        var line = process.StandardOutput.ReadLineAsync();
        await Task.WhenAny(line, silent);
        return line.IsCompletedSuccessfully ? line.Result : null;
    }

    /// <summary>Asks it to save what is worth saving and to stop; kills it after <paramref name="grace"/>.</summary>
    public void AskToStop(TimeSpan grace)
    {
        AskedToStop = true;
        lock (killers)
        {
            killers.Add(new Timer(_ => Kill(), null, grace, Timeout.InfiniteTimeSpan));
        }

        Send(new StopWork());
    }

    /// <summary>Ends it at once, with every process that it has started.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }

    /// <summary>Why it is gone, once <see cref="ReadAsync"/> has said that it is.</summary>
    public async Task<WorkerDeath> DeathAsync()
    {
        await ExitAsync(toDrain);
        await Task.WhenAny(listening, Task.Delay(toDrain));
        var killedForMemory = process.ExitCode == WorkerDeath.Killed && KernelMemoryKills.Count() > memoryKills;
        return new WorkerDeath(process.ExitCode, lastWords.Line, killedForMemory || lastWords.TellOfMissingMemory);
    }

    /// <summary>Ends it: an idle worker ends when nobody can speak to it any more.</summary>
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
        // What it said before it died may still be in the pipe, and a child of its own may keep the pipe open.
        await Task.Delay(toDrain);
    }
}
