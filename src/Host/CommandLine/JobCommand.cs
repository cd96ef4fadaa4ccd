using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Slurm;
using LmmCl.Runs.Stages;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl job</c>: runs or resumes an experiment on a node, for the host that submitted it as a job.</summary>
internal static class JobCommand
{
    private const int Stopped = 130;
    private const int NotQueuedAgain = 1;

    // SIGUSR1 of Linux, which .NET has no name for.
    private const PosixSignal nearTimeLimit = (PosixSignal)10;

    public static Command Create()
    {
        var experiment = new Argument<string>("experiment") { Description = "Name of the experiment." };
        var submission = new Option<int>("--submission") { Description = "Number of the submission.", Required = true };
        var (runs, store) = HostSettings.CommandLine();
        var artifacts = ArtifactsOption.Create();
        var plugins = HostSettings.PluginsOption();
        var timeout = PluginTimeoutOption.Create();
        var command = new Command(JobScript.Command, "Runs an experiment for the host that submitted this job.")
        {
            experiment, submission, runs, store, artifacts, plugins, timeout,
        };
        command.Hidden = true;
        command.SetAction(async (parsed, ct) =>
        {
            LibTorch.LoadInBackground();
            var options = HostSettings.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout)) with
            {
                Submission = parsed.GetValue(submission),
                Artifacts = ArtifactsOption.Parse(parsed.GetValue(artifacts), parsed.GetValue(runs)!),
            };
            return await RunAsync(parsed.GetValue(experiment)!, options, ct);
        });
        return command;
    }

    private static async Task<int> RunAsync(string experiment, HostSettings options, CancellationToken ct)
    {
        var files = new JobFiles(RunFolder.Of(options.Runs, experiment), options.Submission!.Value);
        var mayRequeue = JobTicket.Read(files).MaxRequeues > Number("SLURM_RESTART_COUNT");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var isNearLimit = false;
        using var signal = PosixSignalRegistration.Create(nearTimeLimit, context =>
        {
            context.Cancel = isNearLimit = true;
            Console.Error.WriteLine($"{experiment}: the time limit is near, saving");
            stop.Cancel();
        });
        string StopReason() => !isNearLimit ? JobReasons.Ended : mayRequeue ? JobReasons.TimeLimit : JobReasons.LastTimeLimit;
        try
        {
            await RunAsync(experiment, files, options, StopReason, stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (isNearLimit && Environment.GetEnvironmentVariable("SLURM_JOB_ID") is { Length: > 0 } job)
        {
            await Console.Error.WriteLineAsync($"{experiment}: {StopReason()}");
            if (!mayRequeue)
            {
                return NotQueuedAgain;
            }

            await SlurmQueue.RequeueAsync(job);
            return Stopped;
        }
    }

    private static async Task RunAsync(
        string experiment, JobFiles files, HostSettings options, Func<string> stopReason, CancellationToken ct)
    {
        await using var log = await NodeLog.OpenAsync(experiment, files);
        await using var forwarder = new NodeForwarder(
            new JobSpool(files.Spool, experiment),
            () => EventLogs.Open(options.Store),
            sentence => Console.Error.WriteLine($"{experiment}: {sentence}"));
        var description = HostServices.Describe(options).AddSingleton<IEventLog>(log);
        if (EventLogs.IsAddress(options.Store))
        {
            log.Spooled = forwarder.More;
            forwarder.Begin();
            description.AddSingleton<IRecordedAnswers>(provider =>
                new NodeAnswers(() => EventLogs.Open(options.Store), provider.GetRequiredService<RunOptions>()));
        }
        else
        {
            description.AddSingleton<IRecordedAnswers, NoRecordedAnswers>();
        }

        await using var services = description.BuildServiceProvider();
        await using var slot = services.CreateAsyncScope();
        var plan = ExperimentPlan.Create(
            StoredSpec.Read(files.Folder),
            options.Runs,
            services.GetRequiredService<PluginCatalogue>(),
            services.GetRequiredService<PluginMethods>());
        await slot.ServiceProvider.GetRequiredService<IMediator>().Send(new RunExperiment(plan) { StopReason = stopReason }, ct);
    }

    private static int Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
