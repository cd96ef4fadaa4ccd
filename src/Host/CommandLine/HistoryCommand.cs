using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Composition;
using LmmCl.Reports.History;
using LmmCl.Runs.Experiments;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl history</c>: prints events as sentences, and with <c>--follow</c> new ones as they are appended.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var experiment = new Argument<string?>("experiment") { Description = "Name of the experiment.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every experiment of the store, in the order in which things happened." };
        var follow = new Option<bool>("--follow") { Description = "Print new events as they are recorded, by any process, until Ctrl-C." };
        var asOf = AsOfOption.Create();
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command("history", "What happened in an experiment, event by event.")
        {
            experiment, all, follow, asOf, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var moment = AsOfOption.Parse(parsed.GetValue(asOf));
            var name = Scope(parsed.GetValue(experiment), parsed.GetValue(all));
            var isFollowed = parsed.GetValue(follow);
            if (isFollowed && moment != default)
            {
                throw new InputException(
                    AsOfOption.Name, "a history that ends at a moment cannot be followed.", $"Leave out {AsOfOption.Name} or --follow.");
            }

            // Reading an SQLite store never yields, and Ctrl-C is handled only once this method has yielded.
            await Task.Yield();
            var options = HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store));
            await using var services = HostServices.OpenForReading(options);
            var log = services.GetRequiredService<IEventLog>();
            try
            {
                if (name is null)
                {
                    await SoundStore.CheckAsync(log, options.Store, ct, mayBeEmpty: true);
                }

                var last = await WriteAsync(log, name, moment, ct);
                if (isFollowed)
                {
                    await FollowAsync(log, name, last, ct);
                }
            }
            catch (OperationCanceledException) when (isFollowed && ct.IsCancellationRequested)
            {
                // A stop on request is the normal end of following.
            }
        });
        return command;
    }

    /// <summary>Prints the existing events.</summary>
    /// <returns>Sequence number of the last event read.</returns>
    private static async Task<long> WriteAsync(IEventLog log, string? experiment, AsOf moment, CancellationToken ct)
    {
        if (experiment is not null)
        {
            await KnownExperiments.CheckAsync(log, experiment, ct);
        }

        var (lines, last) = await HistoryReader.ReadAsync(log, experiment, moment, ct);
        if (experiment is not null && lines.Count == 0)
        {
            throw await KnownExperiments.NotBegunAsync(log, experiment, moment, ct);
        }

        HistoryText.Write(AnsiConsole.Console, lines, withStream: experiment is null);
        return last;
    }

    /// <summary>Prints new events until cancelled.</summary>
    private static async Task FollowAsync(IEventLog log, string? experiment, long after, CancellationToken ct)
    {
        await foreach (var line in HistoryReader.FollowAsync(log, experiment, after, ct))
        {
            await Console.Out.WriteAsync(HistoryText.Line(line, withStream: experiment is null));
            await Console.Out.FlushAsync(ct);
        }
    }

    /// <summary>The requested experiment; null for all.</summary>
    private static string? Scope(string? experiment, bool all) => (experiment, all) switch
    {
        (null, false) => throw new InputException("history", "no experiment was given.", "Give its name, or --all."),
        (not null, true) => throw new InputException("history", $"both '{experiment}' and --all are given.", "Give one of them."),
        _ => experiment,
    };
}
