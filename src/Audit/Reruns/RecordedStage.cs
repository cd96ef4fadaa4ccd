using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;

namespace LmmCl.Audit.Reruns;

/// <summary>A recorded stage, with everything that it depends on.</summary>
/// <param name="Begun">The event that started the experiment.</param>
/// <param name="Before">Events before the stage that it depends on.</param>
/// <param name="Record">The results of the stage.</param>
internal sealed record RecordedStage(ExperimentStarted Begun, IReadOnlyList<IExperimentEvent> Before, StageRecord Record)
{
    /// <summary>The inputs of each run that worked on the stage, in order; empty in records that are older than this event.</summary>
    public IReadOnlyList<InputsRecorded> Runs { get; private init; } = [];

    /// <summary>The inputs of the run that completed the stage.</summary>
    public InputsRecorded? Inputs => Runs.Count > 0 ? Runs[^1] : null;

    /// <summary>The checkpoints that its model consists of, first stage first.</summary>
    public IEnumerable<CheckpointWritten> Parents => Before.OfType<CheckpointWritten>();

    /// <summary>Finds a stage in a history.</summary>
    /// <exception cref="InputException">The stage is not complete, or does not exist.</exception>
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
        return new RecordedStage(begun, [.. before], record) { Runs = RunsOf(stage, history) };
    }

    /// <summary>The differences between the recorded conditions and those here; empty if the results must be bitwise equal.</summary>
    /// <param name="plan">The plan of the experiment as it would run here.</param>
    /// <param name="inputs">The inputs here.</param>
    /// <param name="otherPlugin">True to accept another plugin.</param>
    /// <exception cref="InputException">The installed plugin is not the recorded one.</exception>
    public IReadOnlyList<string> FindOtherConditions(ExperimentPlan plan, RunInputs inputs, bool otherPlugin)
    {
        var used = Begun.Plugins.First(plugin => plugin.Id == plan.Spec.Method);
        var conditions = Runs.Count == 0
            ? Conditions.FindDifferences(Begun, plan.Placement)
            : [.. Runs.SelectMany(run => RunConditions.DecisiveDifferences(run.Conditions, inputs.Conditions)).Distinct()];
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

    /// <summary>Checks that the inputs of the stage are as recorded: its parents, and the training data with its pictures.</summary>
    /// <exception cref="InputException">An input has changed, so that a rerun would prove nothing.</exception>
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

    private static List<InputsRecorded> RunsOf(StageId stage, IReadOnlyList<IExperimentEvent> history)
    {
        List<InputsRecorded> runs = [];
        var works = false;
        foreach (var happened in history.TakeWhile(happened => happened is not StageCompleted completed || completed.Stage != stage))
        {
            works |= happened is StageStarted started && started.Stage == stage;
            if (happened is InputsRecorded inputs)
            {
                if (!works)
                {
                    runs.Clear();
                }

                runs.Add(inputs);
            }
        }

        return runs;
    }

    private static ContentHash OlderData(ExperimentPlan plan, StageId stage) =>
        TrainingData.DescribeWithoutParts(plan, plan.Skills[stage.Number - 1]).Hash;
}
