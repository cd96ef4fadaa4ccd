using LmmCl.Abstractions;
using LmmCl.Data.Checks;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Checks;

/// <summary>Checks what an experiment validates on, and how often, against the data of its skills.</summary>
internal static class ValidationCheck
{
    /// <summary>
    /// Returns what is wrong; nothing if the experiment does not validate. Records that cannot be read are found by the check of the data.
    /// </summary>
    public static IEnumerable<Finding> Find(ExperimentPlan plan) => plan.Spec.Training.Validation is not { } options
        ? []
        : plan.Skills.DistinctBy(skill => skill.Id).SelectMany(skill => Find(plan, skill, options));

    private static List<Finding> Find(ExperimentPlan plan, SkillSpec skill, ValidationOptions options)
    {
        var place = $"experiment '{plan.Spec.Experiment}': training.validation";
        if (skill.Validation is null && options.Share is null)
        {
            return
            [
                new(
                    $"{place}.share",
                    $"there is none, and skill '{skill.Id}' names no file to validate on. Give a share, or 'validation: FILE' in the "
                        + $"skill's entry of {Path.GetFileName(plan.World.File)}."),
            ];
        }

        try
        {
            var training = TrainingData.Records(plan, skill);
            var validation = TrainingData.Validation(plan.Spec, skill, plan.Skipped);
            return training.Count == 0 || validation.Count == 0
                ? [Empty(place, skill, options, training.Count, validation.Count)]
                :
                [
                    .. TooRare(place, plan.Spec.Training, skill, options, training.Count),
                    .. Shared(skill, training, validation),
                    .. options.MeasuresScore ? Questions(plan, skill, validation) : [],
                ];
        }
        catch (InputException)
        {
            // Found by the check of the data.
            return [];
        }
    }

    private static Finding Empty(string place, SkillSpec skill, ValidationOptions options, int training, int validation) =>
        skill.Validation is { } file
            ? new(validation == 0 ? file : skill.Train, "the file has no records.")
            : new(
                $"{place}.share",
                $"{options.Share} of the {training + validation:N0} records of skill '{skill.Id}' leaves none to "
                    + $"{(validation == 0 ? "validate" : "train")} on. {(validation == 0 ? "Raise" : "Lower")} it, or name a file.");

    private static IEnumerable<Finding> TooRare(
        string place, TrainingOptions training, SkillSpec skill, ValidationOptions options, int records)
    {
        var steps = training.StepsFor(records);
        if (options.Every > steps)
        {
            yield return new(
                $"{place}.every",
                $"it is {options.Every:N0}, the stage of skill '{skill.Id}' has {steps:N0} steps ({records:N0} records). Lower it.");
        }
    }

    /// <summary>Finds validation records that are also trained on; a share, which is split off by content, has none.</summary>
    private static IEnumerable<Finding> Shared(
        SkillSpec skill, IReadOnlyList<LlavaRecord> training, IReadOnlyList<LlavaRecord> validation)
    {
        var learned = training.Select(ValidationShare.ContentOf).ToHashSet(StringComparer.Ordinal);
        var shared = validation.Count(record => learned.Contains(ValidationShare.ContentOf(record)));
        if (shared > 0)
        {
            yield return new(
                skill.Validation ?? skill.Train,
                $"{shared:N0} of its {validation.Count:N0} records are in the training data of skill '{skill.Id}' too: figures on them say "
                    + "nothing of new questions.")
            {
                IsNote = true,
            };
        }
    }

    private static IEnumerable<Finding> Questions(ExperimentPlan plan, SkillSpec skill, IReadOnlyList<LlavaRecord> validation)
    {
        if (validation.Count(HasSeveralQuestions) is > 0 and var several)
        {
            yield return new(
                skill.Validation ?? skill.Train,
                $"of {several:N0} validation records with several questions, the first alone is scored; the loss covers every answer.")
            {
                IsNote = true,
            };
        }

        foreach (var (record, item) in validation.Zip(ValidationQuestions.Items(skill, validation)))
        {
            if (QuestionChecks.Find(skill.Benchmark, item, mode: plan.Spec.Mode) is { IsNote: false } found)
            {
                var error = record.Place.Wrong([record.Document is null ? record.TurnsField : "doc"], found.Problem);
                yield return new(
                    error.Place,
                    $"{error.Problem} training.validation scores its question. {found.Fix} Or measure the loss alone ('score: false').");
                yield break;
            }
        }
    }

    private static bool HasSeveralQuestions(LlavaRecord record) => record.Turns.Count(turn => turn.Speaker == LlavaTurn.User) > 1;
}
