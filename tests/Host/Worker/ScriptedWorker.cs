using System.Diagnostics;
using LmmCl.Abstractions.Events;
using LmmCl.Host.Executors.Worker;
using LmmCl.Host.Experiments;
using LmmCl.Host.Plugins;
using LmmCl.Host.Progress;

namespace LmmCl.Host.Tests.Worker;

/// <summary>A worker that is a line of shell: says and does what a test wants, and dies as it wants.</summary>
internal sealed class ScriptedWorker(string script) : IWorkProgress
{
    /// <summary>What came to the log.</summary>
    public List<IExperimentEvent> Stored { get; } = [];

    /// <summary>What was shown of the progress.</summary>
    public List<string> Shown { get; } = [];

    /// <summary>Asks it for work and waits for the end.</summary>
    /// <param name="limit">How long a plugin may keep a call; by default longer than any test.</param>
    /// <param name="stop">Stops the work on request.</param>
    public async Task WorkAsync(TimeSpan? limit = null, CancellationToken stop = default)
    {
        await using var worker = WorkerProcess.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", script },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        var grace = TimeSpan.FromSeconds(0.3);
        using var calls = new PluginCallLimit(limit ?? TimeSpan.FromMinutes(5), () => worker.AskToStop(grace));
        using var asked = stop.Register(() => worker.AskToStop(grace));
        try
        {
            await new WorkerSession(worker, this, Journal(), calls).RunAsync(Request, stop);
        }
        finally
        {
            worker.Kill();
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
        Stored.AddRange(events.Select(happened => happened.Data));
        return Task.CompletedTask;
    });
}
