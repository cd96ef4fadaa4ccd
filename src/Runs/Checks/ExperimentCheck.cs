using LmmCl.Abstractions;
using LmmCl.Data.Checks;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;
using LmmCl.Evaluation.Scorers;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;
using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Checks;

/// <summary>
/// Checks all of an experiment that needs no forward pass, before it begins: model and tokenizer, every record and picture of every skill
/// and benchmark, adapters and other settings, training without effect. An experiment that passed is not checked again until a file
/// changes.
/// </summary>
public sealed class ExperimentCheck
{
    private const int FindingsShown = 20;

    private readonly PluginMethods methods;
    private readonly FileHashCache hashes;
    private readonly CheckedExperiments known;
    private readonly IntactPictures intact;

    /// <param name="methods">Creates the method.</param>
    /// <param name="hashes">Hashes what an experiment reads; its folder of runs keeps what was checked.</param>
    internal ExperimentCheck(PluginMethods methods, FileHashCache hashes)
    {
        (this.methods, this.hashes) = (methods, hashes);
        (known, intact) = (new CheckedExperiments(hashes.Runs), new IntactPictures(Path.Combine(hashes.Runs, IntactPictures.FileName)));
    }

    /// <summary>Returns an experiment's inputs after all checks pass.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="progress">Shows what is checked, and what the user should know.</param>
    /// <param name="ct">Stops the check of the method.</param>
    /// <exception cref="InputException">The first error; the message says how many others there are.</exception>
    internal async Task<RunInputs> RefuseAsync(ExperimentPlan plan, IWorkProgress progress, CancellationToken ct)
    {
        progress.Begin($"{plan.Spec.Experiment}: checking", 1);
        var (inputs, findings) = await CheckAsync(plan, progress, ct);
        Refuse(plan, [.. findings.Where(finding => !finding.IsNote)]);
        foreach (var note in findings)
        {
            progress.End(note.ToString());
        }

        return inputs ?? RunInputs.Of(plan, hashes);
    }

    /// <summary>Prints all findings of an experiment, and refuses it if one is an error.</summary>
    /// <exception cref="InputException">There are errors.</exception>
    public async Task RefuseAllAsync(ExperimentPlan plan, IWorkProgress progress, CancellationToken ct) =>
        RefuseAll($"experiment '{plan.Spec.Experiment}'", await FindAsync(plan, progress, ct));

    /// <summary>Prints all findings, and refuses what they are about if one is an error.</summary>
    /// <exception cref="InputException">There are errors.</exception>
    internal static void RefuseAll(string what, IReadOnlyList<Finding> findings)
    {
        var errors = findings.Where(finding => !finding.IsNote).ToList();
        foreach (var finding in findings.Where(finding => finding.IsNote || errors.Count > 1))
        {
            Console.WriteLine(finding);
        }

        if (errors.Count > 0)
        {
            throw errors.Count == 1
                ? new InputException(errors[0].Place, errors[0].Problem)
                : new InputException(what, $"{errors.Count:N0} errors are listed above.");
        }
    }

    /// <summary>Leaves out the records of the training data that are bad.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="most">The most that may be left out.</param>
    /// <param name="say">Receives a line for each record that is left out.</param>
    /// <param name="ct">Stops the check of the method.</param>
    /// <exception cref="InputException">More are bad.</exception>
    public async Task<ExperimentPlan> WithoutBadAsync(ExperimentPlan plan, int most, Action<string> say, CancellationToken ct)
    {
        var files = plan.Skills
            .SelectMany(skill => TrainingData.Sources(plan.Spec, skill))
            .SelectMany(DataFiles.Of)
            .Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        var world = Path.GetDirectoryName(Path.GetFullPath(plan.World.File))!;
        var bad = (await FindAsync(plan, null, ct))
            .Where(finding => !finding.IsNote && finding.Record is { } record && files.Contains(Path.GetFullPath(record.File)))
            .DistinctBy(finding => finding.Record)
            .ToList();
        if (bad.Count > most)
        {
            throw new InputException(
                bad[0].Place, $"{bad.Count:N0} records are bad, {most:N0} may be skipped. The first: {bad[0].Problem}");
        }

        foreach (var finding in bad.Take(FindingsShown))
        {
            say($"skipped: {finding}");
        }

        if (bad.Count > FindingsShown)
        {
            say($"skipped: {bad.Count - FindingsShown:N0} more");
        }

        return bad.Count == 0 ? plan : plan.Without(
        [
            .. bad.Select(finding => finding.Record!.Value)
                .Select(record => new SkippedRecord(Path.GetRelativePath(world, record.File), record.Index)),
        ]);
    }

    /// <summary>Returns everything that is wrong with an experiment, and what the user should know.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="progress">Shows the images that are opened.</param>
    /// <param name="ct">Stops the check of the method.</param>
    public async Task<IReadOnlyList<Finding>> FindAsync(ExperimentPlan plan, IWorkProgress? progress, CancellationToken ct) =>
        (await CheckAsync(plan, progress, ct)).Findings;

    /// <summary>Returns the inputs and the findings of an experiment; the inputs are null if a file cannot be read.</summary>
    private async Task<(RunInputs? Inputs, IReadOnlyList<Finding> Findings)> CheckAsync(
        ExperimentPlan plan, IWorkProgress? progress, CancellationToken ct)
    {
        // If a file is missing or a record malformed, the check says so in its own words, with all other errors.
        var inputs = Try(() => RunInputs.Of(plan, hashes), []);
        var key = inputs is null ? null : Try(() => CheckedExperiments.KeyOf(plan, inputs), []);
        if (key is not null && known.Find(key) is { } notes)
        {
            return (inputs, notes);
        }

        var findings = await FindAllAsync(plan, progress, ct);
        if (key is not null && findings.All(finding => finding.IsNote))
        {
            known.Keep(key, findings);
        }

        return (inputs, findings);
    }

    private async Task<IReadOnlyList<Finding>> FindAllAsync(ExperimentPlan plan, IWorkProgress? progress, CancellationToken ct)
    {
        var findings = new List<Finding>(Sequence(plan));
        using var model = Try(() => ModelCheck.Of(plan.Spec.Model, plan.PicturesAreUpright), findings);
        if (plan.Spec.Training.MaxLength > model?.Positions)
        {
            findings.Add(new(
                $"experiment '{plan.Spec.Experiment}': training.max_length",
                $"it is {plan.Spec.Training.MaxLength:N0}, the model has {model.Positions:N0} positions. Lower it, or leave it out."));
        }

        findings.AddRange(ValidationCheck.Find(plan));
        var world = new WorldSpec(plan.World.File, [.. plan.Skills.DistinctBy(skill => skill.Id).Select(Read)], plan.World.Benchmarks);
        var beyond = new Dictionary<BenchmarkSpec, (int Questions, int Longest)>();
        findings.AddRange(DataCheck.Of(world, new DataCheckOptions
        {
            Inputs = model?.Inputs,
            Limit = TrainingData.Limit(plan.Spec.Training, model?.Positions),
            Question = (benchmark, item) => QuestionChecks.Find(
                benchmark,
                item,
                model?.Inputs,
                model?.Positions,
                plan.Spec.Mode,
                longest => beyond[benchmark] = (beyond.GetValueOrDefault(benchmark).Questions + 1, longest)),
            Intact = intact,
            Skipped = plan.Skipped,
            Seed = (int)plan.Spec.Seed,
            Opened = progress is null ? null : OpenedPictures.ShownBy(progress),
        }).Findings);
        findings.AddRange(beyond.Select(benchmark => new Finding(
            $"{benchmark.Key.Place}: max_new_tokens",
            $"a reply of {benchmark.Value.Longest:N0} tokens to {benchmark.Value.Questions:N0} of the questions would end beyond the "
                + $"model's {model!.Positions:N0} positions. Lower it, or shorten the questions.")
        {
            IsNote = true,
        }));
        Try(() => findings.AddRange(ProbeFindings(plan)), findings);
        if (model is not null && findings.All(finding => finding.IsNote) && plan.Plugin.IsShipped)
        {
            await CheckMethodAsync(plan, model, findings, ct);
        }

        return findings;

        // A validation file is not read by an experiment that does not validate.
        SkillSpec Read(SkillSpec skill) => plan.Spec.Training.Validation is null ? skill with { Validation = null } : skill;
    }

    /// <summary>Returns the problems of an experiment's method on its model; its data must have passed their checks.</summary>
    internal async Task<IReadOnlyList<Finding>> FindOfMethodAsync(ExperimentPlan plan, CancellationToken ct)
    {
        var findings = new List<Finding>();
        using var model = Try(() => ModelCheck.Of(plan.Spec.Model, plan.PicturesAreUpright), findings);
        if (model is not null && plan.Plugin.IsShipped)
        {
            await CheckMethodAsync(plan, model, findings, ct);
        }

        return findings;
    }

    private static IEnumerable<Finding> Sequence(ExperimentPlan plan) => plan.Skills.GroupBy(skill => skill.Id)
        .Where(same => same.Count() > 1)
        .Select(same => new Finding(
            $"experiment '{plan.Spec.Experiment}': skills",
            $"'{same.Key}' is there {same.Count()} times: its benchmark would count as often. Give the repetition an entry and an id "
                + "of its own in the world's file, or leave it out."));

    /// <summary>Refuses captions of probes that cannot be read, and probes without a record.</summary>
    private IEnumerable<Finding> ProbeFindings(ExperimentPlan plan)
    {
        var probing = plan.Spec.Evaluation;
        if (probing.ReadsCaptions && ProbeRecords.Captions(plan, int.MaxValue) is var (captions, folder))
        {
            return DataCheck.OfPictures(captions, folder, intact);
        }

        if (probing.AnsweredSamples > 0)
        {
            ProbeRecords.Of(plan, probing.AnsweredSamples);
        }

        return [];
    }

    private async Task CheckMethodAsync(ExperimentPlan plan, ModelCheck model, List<Finding> findings, CancellationToken ct)
    {
        try
        {
            using var stage = await FirstStage.PrepareAsync(
                plan.Spec, plan.Settings, plan.Skills[0].Id, model.Loaded.Model, methods, ct);
            var names = new PictureNames(hashes);
            foreach (var skill in plan.Skills)
            {
                var pictures = names.OfTraining(plan, skill).Count > 0;
                if (EffectCheck.OfParameters(plan.Spec.Training, stage.Trained, skill.Id, pictures) is { } error)
                {
                    findings.Add(Of(error));
                    return;
                }
            }
        }
        catch (InputException error)
        {
            // A settings record knows its fields and not the file that they were written in.
            findings.Add(Of(error.Place.StartsWith("settings", StringComparison.Ordinal)
                ? new InputException(plan.Spec.SettingsPlace + error.Place["settings".Length..], error.Problem, error.Fix, error)
                : error));
        }
    }

    private static void Refuse(ExperimentPlan plan, IReadOnlyList<Finding> errors)
    {
        if (errors.Count == 0)
        {
            return;
        }

        var more = errors.Count == 1 ? null
            : $"({errors.Count - 1:N0} more: 'lmmcl data check {Path.GetFileName(plan.World.File)}' and 'lmmcl run --dry-run' list all.)";
        throw new InputException(errors[0].Place, errors[0].Problem, more);
    }

    private static void Try(Action check, List<Finding> findings)
    {
        try
        {
            check();
        }
        catch (InputException error)
        {
            findings.Add(Of(error));
        }
    }

    private static T? Try<T>(Func<T> check, List<Finding> findings)
        where T : class
    {
        try
        {
            return check();
        }
        catch (InputException error)
        {
            findings.Add(Of(error));
            return null;
        }
    }

    private static Finding Of(InputException error) =>
        new(error.Place, error.Fix is null ? error.Problem : $"{error.Problem} {error.Fix}", error.Fix);
}
