using System.Globalization;
using System.Text;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Training;
using LmmCl.Training.State;

namespace LmmCl.Runs.Stages;

/// <summary>Records a stage's training as events, with points in batches rather than one event per step.</summary>
internal sealed class StageListener(
    ExperimentPlan plan, StageId stage, StageContext context, ExperimentJournal journal, IWorkProgress progress) : ITrainingListener
{
    private const int PointsPerEvent = 50;

    private readonly int savedStep = journal.Progress[stage].SavedStep;
    private readonly List<TrainingPoint> points = [];
    private int steps;
    private bool begun;
    private double? validationLoss;

    /// <inheritdoc/>
    public void Selected(IReadOnlyList<RoleCount> roles)
    {
        var path = plan.Folder.Parameters(stage);
        var lines = context.Trained.Select(parameter =>
            $"{parameter.Name} {parameter.Role} [{string.Join(", ", parameter.Value.shape)}]\n");
        DurableFile.Write(path, Encoding.UTF8.GetBytes(string.Concat(lines)));
        Record(new ParametersSelected(
            stage,
            roles.Sum(role => role.Numbers),
            context.Model.Parameters.Sum(parameter => parameter.Value.numel()),
            roles,
            ContentHash.OfFile(path),
            plan.Folder.Relative(path)));
    }

    /// <inheritdoc/>
    public void Resumed(SavedState state)
    {
        if (state.Step < savedStep)
        {
            progress.End($"{Named}: the state after step {savedStep} is gone; training resumes after step {state.Step}");
        }
    }

    /// <inheritdoc/>
    public void StepTaken(TrainingProgress step)
    {
        if (!begun)
        {
            if (step.Point.Step == 1 && savedStep > 0)
            {
                progress.End($"{Named}: no recorded state is there any more; training starts from its first step");
            }

            progress.Begin($"{Named}: training", step.Steps, step.Point.Step - 1);
            (begun, steps) = (true, step.Steps);
        }

        points.Add(step.Point);
        var validation = validationLoss is { } measured ? $", validation {Say(measured)}" : "";
        progress.Report(step.Point.Step, $"loss {Say(step.Point.Loss)}{validation}");
        if (points.Count == PointsPerEvent)
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public void Validated(ValidationMeasured measured)
    {
        // Record the steps before the measurement first.
        Flush();
        validationLoss = measured.Loss;
        Record(measured);
    }

    /// <inheritdoc/>
    public void StateSaved(SavedState state)
    {
        Flush();
        Record(new StateSaved(stage, state.Step, plan.Folder.Relative(state.Folder), state.Manifest));
    }

    /// <summary>Records the pending points.</summary>
    public void Flush()
    {
        if (points.Count > 0)
        {
            Record(new TrainingProgressed(stage, steps, [.. points]));
            points.Clear();
        }
    }

    private string Named => $"{plan.Spec.Experiment}: stage {stage} ({context.Skill})";

    private static string Say(double loss) => loss.ToString("0.000", CultureInfo.InvariantCulture);

    private void Record(IExperimentEvent happened) => journal.RecordAsync(happened).GetAwaiter().GetResult();
}
