using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Training.Examples;
using LmmCl.Training.Optimisation;
using LmmCl.Training.State;
using LmmCl.Training.Verification;

namespace LmmCl.Training;

/// <summary>
/// Trains one stage with a method: prepare, optimiser steps, finish, verify. The same model, examples, options and settings yield
/// bit-identical results, whether uninterrupted or cancelled and resumed at any step.
/// </summary>
/// <param name="method">A fresh instance; one instance serves one stage.</param>
/// <param name="stage">The model at the start of the stage, and the settings.</param>
/// <param name="examples">Training examples.</param>
/// <param name="options">Training options.</param>
/// <param name="time">Clock for timed saving; null for the system clock.</param>
public sealed class StageTrainer(
    IMitigationMethod method, StageContext stage, ITrainingExamples examples, TrainingOptions options, TimeProvider? time = null)
{
    /// <summary>The states that may be resumed from; null for every intact one.</summary>
    public RecordedStates? Recorded { get; init; }

    /// <summary>
    /// Trains to completion, resuming from the newest state of the same run in <paramref name="stateFolder"/> if there is one.
    /// </summary>
    /// <param name="stateFolder">Folder for resumable states; null to save none.</param>
    /// <param name="listener">Receives progress.</param>
    /// <param name="ct">
    /// Cancels between micro-batches, and while the method finishes if it supports cancellation; the state of the last whole step is saved
    /// before either.
    /// </param>
    /// <exception cref="InputException">
    /// There are no examples, the method's settings do not fit the model, or a recorded state was altered.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The loss or the gradient is not finite.</exception>
    /// <exception cref="OperationCanceledException">
    /// Training was cancelled; calling again on a fresh model resumes from the saved state.
    /// </exception>
    public async Task<TrainingOutcome> RunAsync(
        string? stateFolder = null, ITrainingListener? listener = null, CancellationToken ct = default)
    {
        if (examples.Count == 0)
        {
            throw new InputException($"stage {stage.Number} ({stage.Skill})", "there is no example to train on.");
        }

        var before = ParameterHashes.Of(stage.Model);
        await StageSpans.WithinAsync(StageSpans.Prepare, () => method.PrepareAsync(stage, ct).AsTask());
        MethodPromises.Check(method.Describe(), stage);
        var trained = stage.Trained;
        listener?.Selected(RoleCounts.Of(trained));
        using var gradients = new GradientSwitch(stage.Model.Parameters, trained);
        using var optimiser = new Optimiser(trained, options);
        var clock = new TrainingClock();
        var states = stateFolder is null ? null : new StateFolder(stateFolder, IdentityOf(before, trained), method, Recorded);
        if (states?.Restore(clock, optimiser) is { } restored)
        {
            listener?.Resumed(restored);
        }

        StageSpans.Within(StageSpans.Train, () => Train(new StepPlan(examples, options), optimiser, clock, states, listener, ct));

        // Finishing may modify the trained tensors and may be cancelled or fail midway, after which there is no valid state to save.
        Save(states, clock, optimiser, listener);
        var roundedAway = Names(optimiser.RoundedAway);
        await StageSpans.WithinAsync(StageSpans.Finish, () => method.FinishAsync(stage, ct).AsTask());
        var after = ParameterHashes.Of(stage.Model);
        var verification = before.Compare(after, Names(trained), Names(optimiser.Unreached), Names(stage.Merged), roundedAway);
        var elapsed = TimeSpan.FromSeconds(clock.Seconds);
        return new TrainingOutcome(clock.Step, clock.LabelTokens, clock.LastLoss, elapsed, trained, stage.Merged, verification);
    }

    private static HashSet<string> Names(IEnumerable<ModelParameter> parameters) => [.. parameters.Select(parameter => parameter.Name)];

    private void Train(
        StepPlan plan, Optimiser optimiser, TrainingClock clock, StateFolder? states, ITrainingListener? listener, CancellationToken ct)
    {
        var schedule = CosineSchedule.Of(plan.Steps, options.WarmupRatio);
        var step = new OptimiserStep(method, stage, examples, options, optimiser);
        var saving = new SaveSchedule(options, time ?? TimeProvider.System);
        clock.Start();
        while (clock.Step < plan.Steps)
        {
            try
            {
                var factor = schedule.Factor(clock.Step);
                var result = step.Take(clock.Step, plan.Steps, plan.MicroBatches(clock.Step), factor, ct);
                clock.Took(result.Loss, result.LabelTokens);
                listener?.StepTaken(Progress(clock, plan.Steps, result, options.LearningRate * factor));
            }
            catch (OperationCanceledException) when (states is not null)
            {
                Save(states, clock, optimiser, listener);
                throw;
            }

            if (states is not null && clock.Step < plan.Steps && saving.IsDue(clock.Step))
            {
                Save(states, clock, optimiser, listener);
                saving.Saved();
            }
        }
    }

    private static void Save(StateFolder? states, TrainingClock clock, Optimiser optimiser, ITrainingListener? listener)
    {
        if (states?.Save(clock, optimiser) is { } saved)
        {
            listener?.StateSaved(saved);
        }
    }

    private static TrainingProgress Progress(TrainingClock clock, int steps, StepResult result, double rate) => new(
        new TrainingPoint(clock.Step, result.Loss, rate, result.GradientNorm, result.LabelTokens, clock.Seconds),
        steps,
        clock.StepsPerSecond,
        TimeSpan.FromSeconds((steps - clock.Step) / clock.StepsPerSecond));

    /// <summary>
    /// Hash of everything that must match for a saved state to belong to this run: initial weights, trained parameters, method, settings,
    /// options, seed and data.
    /// </summary>
    /// <summary>Leaves the size of micro-batches out of the identity, unless each of them is averaged by itself.</summary>
    private RunIdentity IdentityOf(ParameterHashes before, IReadOnlyList<ModelParameter> trained)
    {
        var exact = HashOf(before, trained, options);
        return new RunIdentity(
            options.LossWeighting == LossWeighting.Tokens ? HashOf(before, trained, options with { MicroBatch = 0 }) : exact, exact);
    }

    private string HashOf(ParameterHashes before, IReadOnlyList<ModelParameter> trained, TrainingOptions options)
    {
        var described = method.Describe();
        var lengths = Enumerable.Range(0, examples.Count).Select(example => $"{examples.Length(example)}/{examples.LabelTokens(example)}");
        return ContentHash.Of(string.Join('\n',
        [
            before.Over(stage.Model.Parameters.Select(parameter => parameter.Name)).Hex,
            .. trained.Select(parameter => parameter.Name),
            .. stage.Merged.Select(parameter => $"merged {parameter.Name}"),
            $"{described.Id} {described.Version}",
            MethodSettings.ToJson(stage.BoundSettings).ToJsonString(),
            MethodSettings.ToJson(options.WithoutSaving()).ToJsonString(),
            stage.Seed.ToString(CultureInfo.InvariantCulture),
            string.Join(' ', lengths),
        ])).Hex;
    }
}
