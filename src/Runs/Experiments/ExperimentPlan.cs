using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Specs;
using LmmCl.Evaluation;
using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;
using static TorchSharp.torch;

namespace LmmCl.Runs.Experiments;

/// <summary>A spec with all its references resolved and checked; the input of a run.</summary>
public sealed class ExperimentPlan
{
    private readonly Lazy<ExperimentIdentity> identity;

    private ExperimentPlan(
        ExperimentSpec spec,
        WorldSpec world,
        IReadOnlyList<SkillSpec> skills,
        PluginEntry plugin,
        (object Stated, object Resolved) settings,
        RunFolder folder)
    {
        (Spec, World, Skills, Plugin, Folder) = (spec, world, skills, plugin, folder);
        (StatedSettings, Settings) = settings;
        Placement = Placement.Of(spec.Device, spec.Dtype);
        identity = new Lazy<ExperimentIdentity>(() => ExperimentIdentity.Of(this));
    }

    /// <summary>The spec as the user wrote it.</summary>
    public ExperimentSpec Spec { get; }

    /// <summary>Skills and benchmarks of the spec's world.</summary>
    public WorldSpec World { get; }

    /// <summary>The skills to teach, in order; stage k teaches <c>Skills[k - 1]</c>.</summary>
    public IReadOnlyList<SkillSpec> Skills { get; }

    /// <summary>The method's plugin, after checking.</summary>
    public PluginEntry Plugin { get; }

    /// <summary>The method's settings, bound and validated.</summary>
    public object Settings { get; }

    /// <summary>The same with paths as the user wrote them, which is how they are recorded.</summary>
    public object StatedSettings { get; }

    /// <summary>Data type and device of the models on this machine.</summary>
    public Placement Placement { get; private init; }

    /// <summary>The experiment's run folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>The identity of the experiment, independent of file names and locations. Reads every file on first use.</summary>
    public ExperimentIdentity Identity => identity.Value;

    /// <summary>
    /// True if pictures are turned as their EXIF orientation says. Experiments under the first rules and the published code take them as
    /// they are stored.
    /// </summary>
    internal bool PicturesAreUpright => Spec.Rules > ExperimentRules.First && !Spec.AsPublished;

    /// <summary>The records that are left out of the training data.</summary>
    internal SkippedRecords Skipped => Spec.Skipped is not { } skipped ? SkippedRecords.None : new(
        skipped.Select(record => (Path.Combine(Path.GetDirectoryName(Path.GetFullPath(World.File))!, record.File), record.Index)));

    /// <summary>Stage 0, followed by one stage for each skill.</summary>
    public IReadOnlyList<StageId> Stages => [.. Enumerable.Range(0, Skills.Count + 1).Select(number => new StageId(number))];

    /// <summary>
    /// Every benchmark of every stage, without duplicates: the tests of the taught skills, then the held-out ones. A skill may be taught
    /// twice.
    /// </summary>
    public IReadOnlyList<BenchmarkSpec> Benchmarks => [.. Targets, .. World.Benchmarks];

    private IEnumerable<BenchmarkSpec> Targets => Skills.Select(skill => skill.Benchmark).DistinctBy(benchmark => benchmark.Id);

    /// <summary>Resolves a spec.</summary>
    /// <exception cref="InputException">Something that the spec names does not exist or is invalid.</exception>
    public static ExperimentPlan Create(ExperimentSpec spec, string runs, PluginCatalogue catalogue, PluginMethods methods)
    {
        OtherFolder.RefuseAbsent(spec.Model);
        var world = WorldFile.Read(spec.World, ScorerCatalog.Ids);
        var skills = spec.Skills is null ? world.Skills : [.. spec.Skills.Select(world.Skill)];
        if (skills.Count == 0)
        {
            throw new InputException(spec.World, "there is no skill to teach.", "List at least one under 'skills'.");
        }

        return new ExperimentPlan(
            spec, world, skills, catalogue.Known(spec.Method), BoundSettings(spec, methods), RunFolder.Of(runs, spec.Experiment));
    }

    /// <summary>The same plan on another device, if the specification does not fix one.</summary>
    public ExperimentPlan On(Device device) => Spec.Device != Devices.Auto
        ? this
        : With(Spec, Placement with { Device = device });

    /// <summary>The same plan under the rules that its experiment began with, and without the records that it skipped.</summary>
    /// <exception cref="InputException">The rules are of a later version.</exception>
    public ExperimentPlan UnderRulesOf(ExperimentStarted begun)
    {
        var (rules, skipped) = (ExperimentRules.Of(begun), ExperimentIdentity.SkippedOf(begun.SpecJson));
        return rules == Spec.Rules && (skipped ?? []).SequenceEqual(Spec.Skipped ?? [])
            ? this
            : With(Spec with { Rules = rules, Skipped = skipped }, Placement);
    }

    /// <summary>The same plan without some records of its training data.</summary>
    public ExperimentPlan Without(IReadOnlyList<SkippedRecord> records) => With(Spec with { Skipped = records }, Placement);

    private ExperimentPlan With(ExperimentSpec spec, Placement placement) =>
        new(spec, World, Skills, Plugin, (StatedSettings, Settings), Folder) { Placement = placement };

    /// <summary>A method's settings, bound and validated: with paths as the user wrote them, and resolved.</summary>
    /// <exception cref="InputException">They are not valid.</exception>
    internal static (object Stated, object Resolved) BoundSettings(ExperimentSpec spec, PluginMethods methods)
    {
        var method = methods.Create(spec.Method);
        using var disposable = method as IDisposable;
        var type = method.Describe().SettingsType;
        var stated = Bind(spec.Settings);
        var resolved = SettingsPaths.Resolve(type, spec.Settings, spec.SettingsFolder, spec.SettingsPlace);
        return (stated, ReferenceEquals(resolved, spec.Settings) ? stated : Bind(resolved));

        object Bind(JsonObject values)
        {
            var settings = MethodSettings.Bind(type, values, spec.SettingsPlace);

            // Bind again: the method's own validation applies to its published settings too.
            return spec.AsPublished
                ? MethodSettings.Bind(type, MethodSettings.ToJson(method.AsPublished(settings)), $"{spec.SettingsPlace} (as published)")
                : settings;
        }
    }

    /// <summary>The experiment's first event.</summary>
    public ExperimentStarted Started() => new(
        Spec.Experiment,
        Spec.Label,
        Spec.Method,
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Spec.Model)),
        Identity.Model,
        Spec.Seed,
        Spec.AsPublished,
        [.. Skills.Select((skill, index) => new PlannedStage(new StageId(index + 1), skill.Id, skill.Benchmark.Id))],
        [
            .. Targets.Select(benchmark => new PlannedBenchmark(benchmark.Id, BenchmarkGroup.Target)),
            .. World.Benchmarks.Select(benchmark => new PlannedBenchmark(benchmark.Id, BenchmarkGroup.HeldOut)),
        ],
        Identity.Json,
        HostEnvironment.Describe(Placement),
        HostEnvironment.Packages(),
        [new HashedPart(Plugin.Id, Plugin.Manifest!.Version.ToString(), Plugin.Manifest.FilesHash)],
        HostEnvironment.Hardware());

    /// <summary>The first event of a stage.</summary>
    public StageStarted StageStarted(StageId stage, ExperimentProgress progress)
    {
        if (stage == StageId.Base)
        {
            return new StageStarted(stage, null, null, null, 0);
        }

        var skill = Skills[stage.Number - 1];
        var (data, samples) = TrainingData.Describe(this, skill);
        return new StageStarted(stage, skill.Id, progress[new StageId(stage.Number - 1)].Checkpoint?.Manifest, data, samples);
    }

    /// <summary>Checks that the experiment was started with this spec; it cannot be resumed with another.</summary>
    /// <param name="begun">The event with the spec it was started with.</param>
    /// <param name="fix">What to do if the spec is another.</param>
    /// <exception cref="InputException">The spec is another; the message names the first difference.</exception>
    public void RefuseOtherSpec(ExperimentStarted begun, string fix = "Give this one another name.")
    {
        if (Identity.DifferenceFrom(begun.SpecJson) is { } difference)
        {
            throw new InputException($"experiment '{Spec.Experiment}'", $"it began with another specification: {difference}.", fix);
        }
    }
}
