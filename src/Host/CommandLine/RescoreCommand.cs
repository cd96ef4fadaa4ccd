using System.CommandLine;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl rescore</c>: applies the current scorers to stored answers.</summary>
internal static class RescoreCommand
{
    private const int NotAllScored = 1;

    public static Command Create()
    {
        var experiments = new Argument<string[]>("experiments")
        {
            Description = "Names of experiments; by default all of the store.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var reason = new Option<string?>("--reason") { Description = "Why, for the history." };
        var force = new Option<bool>("--force") { Description = "Also scores whose scorer has no newer version." };
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command("rescore", "Score stored answers again where a scorer has a newer version. Nothing recorded is changed.")
        {
            experiments, reason, force, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = HostServices.OpenExisting(HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
            var request = new RescoreAnswers(parsed.GetValue(experiments) ?? [], parsed.GetValue(reason), parsed.GetValue(force));
            var summary = await services.GetRequiredService<IMediator>().Send(request, ct);
            return summary.Write(Console.Out) ? 0 : NotAllScored;
        });
        return command;
    }
}
