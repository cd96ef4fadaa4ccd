using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;
using LmmCl.Events;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Experiments;

/// <summary>The training data of a skill, and its description in events.</summary>
internal static class TrainingData
{
    /// <summary>The training records of a skill in this experiment; a mixture is sampled with the experiment's seed.</summary>
    public static IReadOnlyList<LlavaRecord> Records(ExperimentPlan plan, SkillSpec skill) => Records(plan.Spec, skill, plan.Skipped);

    /// <summary>The same for an experiment whose model need not be here.</summary>
    public static IReadOnlyList<LlavaRecord> Records(ExperimentSpec spec, SkillSpec skill, SkippedRecords skipped) =>
        ShareOf(spec, skill) is { } share
            ? ValidationShare.Divide(Read(spec, skill.Train, skipped), share, spec.Seed).Training
            : Read(spec, skill.Train, skipped);

    /// <summary>
    /// The records that a skill is validated on: those of the file that it names, else a share of its training data; none if the experiment
    /// does not validate.
    /// </summary>
    public static IReadOnlyList<LlavaRecord> Validation(ExperimentSpec spec, SkillSpec skill, SkippedRecords skipped) =>
        ShareOf(spec, skill) is { } share ? ValidationShare.Divide(Read(spec, skill.Train, skipped), share, spec.Seed).Validation
        : ValidationFile(spec, skill) is { } file ? Read(spec, file, skipped)
        : [];

    /// <summary>The records that a skill is trained or validated on.</summary>
    public static IEnumerable<LlavaRecord> All(ExperimentPlan plan, SkillSpec skill) =>
        Sources(plan.Spec, skill).SelectMany(file => Read(plan.Spec, file, plan.Skipped));

    /// <summary>The data that an experiment reads for a skill besides its test: to train on, and the file to validate on.</summary>
    public static IEnumerable<string> Sources(ExperimentSpec spec, SkillSpec skill) =>
        ValidationFile(spec, skill) is { } file ? [skill.Train, file] : [skill.Train];

    /// <summary>The training examples of a skill, within the limit that the experiment sets for the length of a row.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="inputs">Encodes the records.</param>
    /// <param name="skill">The skill.</param>
    /// <param name="skipped">Records that are left out.</param>
    /// <param name="positions">Longest sequence that the model was made for; null if its configuration does not say.</param>
    public static LimitedExamples Examples(
        ExperimentSpec spec, ModelInputs inputs, SkillSpec skill, SkippedRecords skipped, int? positions) =>
        Examples(spec, inputs, skill, Records(spec, skill, skipped), positions);

    /// <summary>The same for given records of the skill.</summary>
    public static LimitedExamples Examples(
        ExperimentSpec spec, ModelInputs inputs, SkillSpec skill, IEnumerable<LlavaRecord> records, int? positions)
    {
        var examples = inputs.Examples(records, new PictureFolder(skill.Pictures), spec.Labels);

        // Overlong records that are refused were found before the experiment began.
        return Limit(spec.Training, positions) is { Overlong: not OverlongRecords.Refuse } limit
            ? inputs.Within(limit, examples)
            : new LimitedExamples(examples, 0, 0);
    }

    /// <summary>The longest row of a training batch; null if neither the experiment nor the model limits it.</summary>
    /// <param name="training">The experiment's options.</param>
    /// <param name="positions">Longest sequence that the model was made for; null if its configuration does not say.</param>
    public static LengthLimit? Limit(TrainingOptions training, int? positions) =>
        (training.MaxLength ?? positions) is { } tokens ? new LengthLimit(tokens, training.Overlong) : null;

    /// <summary>The hash over the data files and every picture that these records name, and the number of records.</summary>
    public static (ContentHash Hash, long Samples) Describe(ExperimentPlan plan, SkillSpec skill) =>
        Describe(plan, skill, DataFiles.Of(skill.Train));

    /// <summary>The description in events from before mixture parts were hashed: of the files, only the mixture's own YAML.</summary>
    public static (ContentHash Hash, long Samples) DescribeWithoutParts(ExperimentPlan plan, SkillSpec skill) =>
        Describe(plan, skill, LlavaFile.Expand(skill.Train));

    private static (ContentHash Hash, long Samples) Describe(ExperimentPlan plan, SkillSpec skill, IEnumerable<string> files)
    {
        var records = Records(plan, skill);
        var folder = new PictureFolder(skill.Pictures);
        var pictures = records.SelectMany(folder.PathsOf).Distinct(StringComparer.Ordinal);
        return (FileHashes.OfFiles(Path.GetDirectoryName(Path.GetFullPath(skill.Train))!, files.Concat(pictures)), records.Count);
    }

    private static IReadOnlyList<LlavaRecord> Read(ExperimentSpec spec, string file, SkippedRecords skipped) =>
        ExperimentRules.Apply(spec.Rules, TrainingRecords.Read(file, (int)spec.Seed, spec.AsPublished, skipped));

    private static string? ValidationFile(ExperimentSpec spec, SkillSpec skill) =>
        spec.Training.Validation is null ? null : skill.Validation;

    private static double? ShareOf(ExperimentSpec spec, SkillSpec skill) =>
        skill.Validation is null ? spec.Training.Validation?.Share : null;
}
