using System.CommandLine;
using System.Text.Json.Nodes;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Api.Answers;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Runs;
using LmmCl.Runs.Experiments;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl page</c>: writes the live page about some experiments as one self-contained file.</summary>
internal static class PageCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("experiments") { Description = "Names of experiments.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out", "-o") { Description = "The file to write.", Required = true, HelpName = "file.html" };
        var answers = new Option<bool>("--answers")
        {
            Description = "Also embed every question, picture and answer; the file can become large.",
        };
        var asOf = AsOfOption.Create();
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command(
            "page", "Write the page about some experiments, time slider included, as one HTML file that needs no network.")
        {
            names, output, answers, asOf, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var moment = AsOfOption.Parse(parsed.GetValue(asOf));
            var (experiments, file) = (parsed.GetValue(names)!, parsed.GetValue(output)!);
            await using var services = HostServices.OpenForReading(HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
            var embedded = parsed.GetValue(answers) ? await AnswersAsync(services, experiments, moment, ct) : null;
            await services.GetRequiredService<IMediator>().Send(new WritePage(file, experiments, moment, embedded), ct);
            Console.WriteLine($"The page: {Path.GetFullPath(file)}");
        });
        return command;
    }

    private static async Task<JsonObject> AnswersAsync(
        IServiceProvider services, IEnumerable<string> experiments, AsOf asOf, CancellationToken ct)
    {
        var log = services.GetRequiredService<IEventLog>();
        var answers = new EmbeddedAnswers(log, services.GetRequiredService<RunOptions>());
        var read = new JsonObject();
        foreach (var experiment in experiments.Distinct())
        {
            await KnownExperiments.CheckAsync(log, experiment, ct);
            read[experiment] = await answers.ReadAsync(experiment, asOf, ct);
        }

        return read;
    }
}
