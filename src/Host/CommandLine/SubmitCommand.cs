using System.CommandLine;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl submit</c>: puts an experiment or a sweep into the queue of the running service.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The YAML file of an experiment or of a sweep." };
        var priority = new Option<int>("--priority") { Description = "Experiments of a higher priority run first; by default 0." };
        var (runs, _) = HostSettings.CommandLine();
        var command = new Command("submit", "Put an experiment or a sweep into the queue of the running service.") { file, priority, runs };
        command.SetAction(async (parsed, ct) =>
        {
            using var service = ServiceClient.Require(Path.GetFullPath(parsed.GetValue(runs)!));
            var submitted = await service.SubmitAsync(parsed.GetValue(file)!, parsed.GetValue(priority), ct);
            foreach (var item in submitted.Items)
            {
                Console.WriteLine($"{item.Experiment} is in the queue{(item.Position is { } place ? $", place {place}" : "")}.");
            }

            if (submitted.Sweep is not null && submitted.Complete.Count > 0)
            {
                Console.WriteLine($"{submitted.Complete.Count} of {submitted.Sweep} are complete or in the queue already.");
            }

            return 0;
        });
        return command;
    }
}
