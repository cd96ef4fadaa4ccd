using System.Diagnostics;
using System.Text;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Workers.Tests;

/// <summary>
/// A worker that is a line of shell: says and does what a test wants, and dies as it wants.
/// <c>$EVENT >> $SPOOL</c> tells <see cref="Event"/>.
/// </summary>
internal sealed class ScriptedWorker(string script) : IWorkProgress
{
    /// <summary>An event that a script can tell.</summary>
    public static NewEvent Event { get; } =
        new(new StageTrained(new StageId(2), 4, 100, 0.5, TimeSpan.FromSeconds(1)), new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>What came to the log.</summary>
    public List<NewEvent> Stored { get; } = [];

    /// <summary>What was shown of the progress.</summary>
    public List<string> Shown { get; } = [];

    /// <summary>Asks it for work and waits for the end.</summary>
    /// <param name="limit">How long a plugin may keep a call; by default longer than any test.</param>
    /// <param name="stop">Stops the work on request.</param>
    public async Task WorkAsync(TimeSpan? limit = null, CancellationToken stop = default)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var worker = WorkerProcess.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", script },
            Environment = { ["SPOOL"] = path, ["EVENT"] = Encoding.UTF8.GetString(SpoolLine.Of(Event)).TrimEnd() },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        var grace = TimeSpan.FromSeconds(0.3);
        using var calls = new PluginCallLimit(limit ?? TimeSpan.FromMinutes(5), () => worker.AskToStop(grace));
        using var asked = stop.Register(() => worker.AskToStop(grace));
        var spool = new SpoolIngest(path, Journal(), () => worker.AskToStop(grace));
        spool.Begin();
        try
        {
            await new WorkerSession(worker, this, spool, calls, new NoRecordedAnswers()).RunAsync(Request, stop);
        }
        finally
        {
            worker.Kill();
            await spool.FinishAsync();
        }
    }

    public void Begin(string title, int total, int done = 0) => Shown.Add($"{title}: {done} of {total}");

    public void Report(int done, string detail = "") => Shown.Add($"{done} {detail}");

    public void End(string sentence) => Shown.Add(sentence);

    private static DoWork Request => new(
        StageWork.Train,
        2,
        new ExperimentSpec { Experiment = "scripted", Label = "sa_proj", Model = "/model", World = "/world.yaml" },
        "/runs",
        new PluginSearchPath("/plugins", []),
        "/plugins.json",
        []);

    private ExperimentJournal Journal() => ExperimentJournal.Continue("scripted", [], events =>
    {
        Stored.AddRange(events);
        return Task.CompletedTask;
    });
}
