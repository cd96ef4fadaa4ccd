using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;

namespace LmmCl.Audit.Reruns;

/// <summary>A stage as it was recorded, with everything that it stands on.</summary>
/// <param name="Begun">What the experiment began with.</param>
/// <param name="Before">What had happened before the stage, as far as anything follows from it.</param>
/// <param name="Record">What came of it.</param>
internal sealed record RecordedStage(ExperimentStarted Begun, IReadOnlyList<IExperimentEvent> Before, StageRecord Record)
{
    /// <summary>The inputs of the run that completed the stage; null in records that are older than this event.</summary>
    public InputsRecorded? Inputs { get; private init; }

    /// <summary>The checkpoints that its model is made of, the first stage's first.</summary>
    public IEnumerable<CheckpointWritten> Parents => Before.OfType<CheckpointWritten>();

    /// <summary>Finds a stage in a history.</summary>
    /// <exception cref="InputException">The stage is not complete, or there is none of this number.</exception>
    public static RecordedStage Find(string experiment, StageId stage, IReadOnlyList<IExperimentEvent> history)
    {
        var record = StageRecord.Of(stage, history);
        if (history.OfType<ExperimentStarted>().FirstOrDefault() is not { } begun || !record.IsComplete)
        {
            var stages = history.OfType<StageCompleted>().Select(completed => completed.Stage).Distinct().Order();
            var complete = string.Join(", ", stages);
            throw new InputException(
                $"experiment '{experiment}'",
                $"stage {stage} is not complete, so there is nothing to compare with.",
                complete.Length == 0 ? "No stage of it is." : $"Complete stages: {complete}.");
        }

        var before = history.Where(happened =>
            happened is ExperimentStarted or PluginLoaded || (happened is IStageEvent earlier && earlier.Stage.CompareTo(stage) < 0));
        var inputs = history.TakeWhile(happened => happened is not StageCompleted completed || completed.Stage != stage)
            .OfType<InputsRecorded>()
            .LastOrDefault();
        return new RecordedStage(begun, [.. before], record) { Inputs = inputs };
    }

    /// <summary>What is another here than it was recorded; empty where the same bits must come out.</summary>
    /// <param name="plan">The experiment as it would be run here.</param>
    /// <param name="inputs">Its inputs here.</param>
    /// <param name="otherPlugin">Go on with another plugin.</param>
    /// <exception cref="InputException">The installed plugin is not the one that was used.</exception>
    public IReadOnlyList<string> FindOtherConditions(ExperimentPlan plan, RunInputs inputs, bool otherPlugin)
    {
        var used = Begun.Plugins.First(plugin => plugin.Id == plan.Spec.Method);
        var conditions = Inputs is null
            ? Conditions.FindDifferences(Begun, plan.Placement)
            : RunConditions.DecisiveDifferences(Inputs.Conditions, inputs.Conditions);
        var installed = plan.Plugin.Manifest!.FilesHash;
        if (installed == used.Files)
        {
            return conditions;
        }

        var difference = $"the plugin {used.Id} that is installed ({installed.Short}) is not the one that was used ({used.Files.Short})";
        return otherPlugin ? [difference, .. conditions] : throw new InputException(
            $"experiment '{Begun.Name}'",
            $"{difference}: what it would do is another experiment.",
            "Install that one (see --plugins), or compare all the same with --other-plugin.");
    }

    /// <summary>What the stage stands on must be what was recorded: parents, and the training data with its pictures.</summary>
    /// <exception cref="InputException">It is not; nothing that came of it would tell anything.</exception>
    public void RefuseAltered(ExperimentPlan plan, RunFolder run)
    {
        foreach (var parent in Parents)
        {
            if (Evidence.Of(parent).FindFault(run.Root) is { } fault)
            {
                throw new InputException(
                    $"experiment '{Begun.Name}', stage {parent.Stage}",
                    fault,
                    "Without its parents as they were recorded a stage cannot be executed again.");
            }
        }

        var progress = new ExperimentProgress();
        Before.ToList().ForEach(progress.Apply);
        var then = Record.Started!;
        var now = plan.StageStarted(then.Stage, progress);
        if (now.ParentCheckpoint != then.ParentCheckpoint)
        {
            throw new InputException(
                $"experiment '{Begun.Name}', stage {now.Stage}",
                $"it began with checkpoint {then.ParentCheckpoint?.Short}, the stage before ended with {now.ParentCheckpoint?.Short}.",
                "See 'lmmcl audit verify'.");
        }

        if (now != then && (then.Stage == StageId.Base || now with { Data = OlderData(plan, then.Stage) } != then))
        {
            throw new InputException(
                $"experiment '{Begun.Name}', stage {now.Stage}",
                $"it learned from {then.Samples} samples of hash {then.Data?.Short}, here are {now.Samples} of hash {now.Data?.Short}.",
                "Put back the data and pictures that it learned from.");
        }
    }

    private static ContentHash OlderData(ExperimentPlan plan, StageId stage) =>
        TrainingData.DescribeWithoutParts(plan, plan.Skills[stage.Number - 1]).Hash;
}
