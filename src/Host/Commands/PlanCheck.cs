using System.Diagnostics;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Host.Composition;
using LmmCl.Plugins.Probing;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Host.Commands;

/// <summary>
/// The dry run of submitted experiments, in a process of its own: the model is loaded and the plugin selects parameters, and neither may
/// take the service down.
/// </summary>
internal sealed class PlanCheck(HostSettings options)
{
    /// <summary>Name of the hidden command.</summary>
    public const string Command = "check-plans";

    // To load a large model from a slow disk.
    private static readonly TimeSpan toLoad = TimeSpan.FromMinutes(10);

    /// <summary>Checks experiments; those that would select the same parameters of the same model count once.</summary>
    /// <exception cref="InputException">A plan cannot be run.</exception>
    public async Task RunAsync(IReadOnlyList<ExperimentPlan> plans, CancellationToken ct)
    {
        var distinct = plans.Select(plan => plan.Spec)
            .DistinctBy(spec => (spec.Model, spec.World, spec.Method, spec.AsPublished, Settings: spec.Settings.ToJsonString()))
            .ToList();
        if (distinct.Count == 0)
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("lmmcl-plans-");
        try
        {
            foreach (var spec in distinct)
            {
                StoredSpec.Write(RunFolder.Of(folder.FullName, spec.Experiment), spec);
            }

            await RunAsync(folder.FullName, ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(string folder, CancellationToken ct)
    {
        var plugins = (options.PluginFolders ?? []).SelectMany(plugin => new[] { "--plugins", plugin });
        using var process = Process.Start(HostProgram.StartInfo([Command, folder, .. plugins]))
            ?? throw new InvalidOperationException("The check of the submission could not be started.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(toLoad + options.PluginTimeout);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            if (process.ExitCode != 0)
            {
                throw Failure(await output, await error);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new InputException("submission", "its dry run does not end.", "Try it with: lmmcl run FILE --dry-run");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Exception Failure(string output, string error)
    {
        // The last line is the command's own; a plugin may have written others.
        var line = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        try
        {
            var failed = MessageLine.Parse<WorkFailed>(line ?? "");
            return failed.Failure == FailureKind.BadInput
                ? RemoteFailures.ToException(failed)
                : new InputException("submission", failed.Message);
        }
        catch (FormatException)
        {
            var last = error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it said nothing";
            return new InputException("submission", $"its dry run ended early: {last}", "Try it with: lmmcl run FILE --dry-run");
        }
    }
}
