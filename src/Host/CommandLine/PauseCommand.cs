using System.CommandLine;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl pause</c>: puts an experiment of the running service on hold.</summary>
internal static class PauseCommand
{
    public static Command Create()
    {
        var experiment = new Argument<string>("experiment") { Description = "Name of the experiment." };
        var reason = new Option<string?>("--reason") { Description = "Reason, which its history tells." };
        var (runs, _) = HostSettings.CommandLine();
        var command = new Command("pause", "Put an experiment of the running service on hold; a running one saves its state.")
        {
            experiment, reason, runs,
        };
        command.SetAction(async (parsed, ct) =>
        {
            using var service = ServiceClient.Require(Path.GetFullPath(parsed.GetValue(runs)!));
            var item = await service.ChangeAsync(parsed.GetValue(experiment)!, "pause", parsed.GetValue(reason), ct);
            Console.WriteLine($"{item.Experiment} is paused. Resume it with: lmmcl resume {item.Experiment}");
            return 0;
        });
        return command;
    }
}
