using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Data.Checks;
using LmmCl.Data.Yaml;
using LmmCl.Evaluation;
using LmmCl.Host.CommandLine.DataCommands;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs.Checks;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Sweeps;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl data</c>: its check lists all errors in a data file, with line and field.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "LLaVA JSON or JSONL, a mixture YAML, a YAML of skills and benchmarks, or the YAML of an experiment or a sweep.",
        };
        var images = new Option<string?>("--images") { Description = "Folder of the pictures; by default the file's own." };
        var (runs, store) = HostSettings.CommandLine();
        runs.Description = "The folder of runs, where intact pictures are remembered.";
        var plugins = HostSettings.PluginsOption();
        var check = new Command("check", "Say everything that is wrong with a data file or an experiment.") { file, images, runs, plugins };
        check.SetAction(async (parsed, ct) =>
        {
            var path = parsed.GetValue(file)!;
            var options = HostSettings.From(parsed.GetValue(runs)!, null, parsed.GetValue(plugins));
            return Has(path, "experiment") ? await CheckExperimentAsync(path, options, ct)
                : Has(path, "sweep") ? await CheckSweepAsync(path, options, ct)
                : Check(path, parsed.GetValue(images), parsed.GetValue(runs)!);
        });
        return new Command("data", "Data files.") { check, SetsCommand.Create(), FetchCommand.Create(), ConvertCommand.Create() };
    }

    private static int Check(string file, string? images, string runs)
    {
        using var progress = ProgressLine.OnStandardError();
        var report = DataCheck.Run(file, new DataCheckOptions
        {
            Pictures = images,
            Scorers = ScorerCatalog.Ids,
            Question = (benchmark, item) => QuestionChecks.Find(benchmark, item),
            Intact = Directory.Exists(runs) ? new IntactPictures(Path.Combine(runs, IntactPictures.FileName)) : null,
            Opened = OpenedPictures.ShownBy(progress),
        });
        return Say(file, report.Findings, $"{report.Records} records, ");
    }

    private static async Task<int> CheckExperimentAsync(string file, HostSettings options, CancellationToken ct)
    {
        await using var services = HostServices.Describe(options).BuildServiceProvider();
        using var progress = ProgressLine.OnStandardError();
        var plan = ExperimentPlan.Create(
            ExperimentFile.Read(file),
            options.Runs,
            services.GetRequiredService<PluginCatalogue>(),
            services.GetRequiredService<PluginMethods>());
        return Say(file, await services.GetRequiredService<ExperimentCheck>().FindAsync(plan, progress, ct), "");
    }

    private static async Task<int> CheckSweepAsync(string file, HostSettings options, CancellationToken ct)
    {
        await using var services = HostServices.Describe(options).BuildServiceProvider();
        var plans = SweepCommand.Plan(SweepFile.Read(file), options, services);
        using var progress = ProgressLine.OnStandardError();
        return Say(file, await services.GetRequiredService<SweepCheck>().FindAsync(plans, progress, ct), $"{plans.Count} experiments, ");
    }

    private static int Say(string file, IReadOnlyList<Finding> findings, string read)
    {
        foreach (var finding in findings)
        {
            Console.WriteLine(finding);
        }

        var errors = findings.Count(finding => !finding.IsNote);
        Console.WriteLine($"{file}: {read}{(errors == 0 ? "nothing wrong" : $"{errors} findings")}.");
        return errors == 0 ? 0 : CommandFailure.WrongInput;
    }

    /// <summary>True for a YAML file with a key at its top.</summary>
    private static bool Has(string file, string key)
    {
        if (!file.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) && !file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            return StrictYaml.Load(file).AnyFields().Optional(key) is not null;
        }
        catch (InputException)
        {
            // The check of the data reports it.
            return false;
        }
    }
}
