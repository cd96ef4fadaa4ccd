using System.CommandLine;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl pause</c> and <c>lmmcl cancel</c>: stop experiments of the running service, for now or for good.</summary>
internal static class PauseCommand
{
    public static Command Pause() => Create(
        "pause",
        "Put an experiment of the running service on hold; a running one saves its state.",
        name => $"{name} is paused. Go on with: lmmcl resume {name}");

    public static Command Cancel() => Create(
        "cancel",
        "Cancel an experiment for good; it never runs again.",
        name => $"{name} is cancelled.");

    private static Command Create(string verb, string description, Func<string, string> done)
    {
        var experiment = new Argument<string>("experiment") { Description = "Name of the experiment." };
        var reason = new Option<string?>("--reason") { Description = "Reason, which its history tells." };
        var (runs, _) = HostSettings.CommandLine();
        var command = new Command(verb, description) { experiment, reason, runs };
        command.SetAction(async (parsed, ct) =>
        {
            using var service = ServiceClient.Require(Path.GetFullPath(parsed.GetValue(runs)!));
            var item = await service.ChangeAsync(parsed.GetValue(experiment)!, verb, parsed.GetValue(reason), ct);
            Console.WriteLine(done(item.Experiment));
            return 0;
        });
        return command;
    }
}
