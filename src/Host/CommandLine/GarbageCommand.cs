using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl gc</c>: lists or deletes files that no event needs.</summary>
internal static class GarbageCommand
{
    private const int NotAllRemoved = 1;

    public static Command Create()
    {
        var delete = new Option<bool>("--delete") { Description = "Remove what is listed. Without it nothing is removed." };
        var unknown = new Option<string[]>("--unknown")
        {
            Description = "A run folder that the store does not know, to be listed too, whole. May be repeated.",
            HelpName = "name",
        };
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command(
            "gc", "List what no event of the store needs any more: states of trained stages, files of cut-off attempts.")
        {
            delete, unknown, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store));
            RefuseMissingRuns(options);
            await using var services = HostServices.OpenExisting(options);
            var request = new CollectGarbage(parsed.GetValue(delete), parsed.GetValue(unknown) ?? [], Console.Out);
            return await services.GetRequiredService<IMediator>().Send(request, ct) ? 0 : NotAllRemoved;
        });
        return command;
    }

    private static void RefuseMissingRuns(HostSettings options)
    {
        if (!Directory.Exists(options.Runs))
        {
            throw new InputException(options.Runs, "there is no such folder of runs.", "Name the folder with --runs.");
        }
    }
}
