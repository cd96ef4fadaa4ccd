using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Training.Examples;
using LmmCl.Training.Optimisation;
using LmmCl.Training.State;
using LmmCl.Training.Validation;
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
    /// <summary>Recorded states, the only ones that may be resumed from; null to accept every intact state.</summary>
    public RecordedStates? Recorded { get; init; }

    /// <summary>True to omit the warm-up in a stage of a single step, which would otherwise train at rate 0 and change nothing.</summary>
    public bool WarmupLeavesAStep { get; init; }

    /// <summary>
    /// Validation set for the measurements that <see cref="TrainingOptions.Validation"/> requests; null without measurements.
    /// </summary>
    internal ValidationSet? Validation { get; init; }

    /// <summary>Called once the method has prepared the stage and selected the trained parameters.</summary>
    public Action? Prepared { get; init; }

    private bool KeepsBest => Validation is not null && options.Validation is { Keep: KeptWeights.Best };

    /// <summary>
    /// Trains to completion, resuming from the newest state of the same run in <paramref name="stateFolder"/> if there is one.
    /// </summary>
    /// <param name="stateFolder">Folder for resumable states; null to save none. Keeping the best weights needs one.</param>
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

        if (Validation is { Examples.Count: 0 })
        {
            throw new InputException($"stage {stage.Number} ({stage.Skill})", "there is no example to validate on.");
        }

        if (KeepsBest && stateFolder is null)
        {
            throw new ArgumentException("Keeping the best weights needs a folder for states.", nameof(stateFolder));
        }

        var before = ParameterHashes.Of(stage.Model);
        await StageSpans.WithinAsync(StageSpans.Prepare, () => method.PrepareAsync(stage, ct).AsTask());
        MethodPromises.Check(method.Describe(), stage);
        Prepared?.Invoke();
        var trained = stage.Trained;
        listener?.Selected(RoleCounts.Of(trained));
        using var gradients = new GradientSwitch(stage.Model.Parameters, trained);
        using var optimiser = new Optimiser(trained, options);
        var clock = new TrainingClock();
        var states = stateFolder is null ? null : new StateFolder(stateFolder, IdentityOf(before, trained), method, KeepsBest, Recorded);
        if (states?.Restore(clock, optimiser) is { } restored)
        {
            listener?.Resumed(restored);
        }

        StageSpans.Within(StageSpans.Train, () => Train(new StepPlan(examples, options), optimiser, clock, states, listener, ct));

        // Finishing may modify the trained tensors and may be cancelled or fail midway, after which there is no valid state to save.
        Save(states, clock, optimiser, listener);
        if (KeepsBest)
        {
            states!.TakeBest(optimiser);
        }

        var roundedAway = Names(optimiser.RoundedAway);
        await StageSpans.WithinAsync(StageSpans.Finish, () => method.FinishAsync(stage, ct).AsTask());
        var after = ParameterHashes.Of(stage.Model);
        var verification = before.Compare(after, Names(trained), Names(optimiser.Unreached), Names(stage.Merged), roundedAway);
        var elapsed = TimeSpan.FromSeconds(clock.Seconds);
        var steps = options.StepsFor(examples.Count);
        return new TrainingOutcome(clock.Step, clock.LabelTokens, clock.LastLoss, elapsed, trained, stage.Merged, verification)
        {
            KeptStep = KeepsBest ? clock.Validation.BestStep : null,
            StoppedEarly = clock.Step < steps ? clock.Validation.Reason(options.Validation!) : null,
        };
    }

    private static HashSet<string> Names(IEnumerable<ModelParameter> parameters) => [.. parameters.Select(parameter => parameter.Name)];

    private void Train(
        StepPlan plan, Optimiser optimiser, TrainingClock clock, StateFolder? states, ITrainingListener? listener, CancellationToken ct)
    {
        var schedule = ScheduleOf(plan.Steps);
        var step = new OptimiserStep(method, stage, examples, options, optimiser);
        var saving = new SaveSchedule(options, time ?? TimeProvider.System);
        clock.Start();

        // A resumed stage may have been stopped during a measurement.
        Measure(plan.Steps, optimiser, clock, states, listener, ct);
        while (clock.Step < plan.Steps && !IsOver(clock))
        {
            try
            {
                var factor = schedule.Factor(clock.Step);
                var result = step.Take(clock.Step, plan.Steps, plan.MicroBatches(clock.Step), factor, ct);
                clock.Took(result.Loss, result.LabelTokens);
                listener?.StepTaken(Progress(clock, plan.Steps, result, options.LearningRate * factor));
                Measure(plan.Steps, optimiser, clock, states, listener, ct);
            }
            catch (OperationCanceledException) when (states is not null)
            {
                Save(states, clock, optimiser, listener);
                throw;
            }

            if (states is not null && clock.Step < plan.Steps && !IsOver(clock) && saving.IsDue(clock.Step))
            {
                Save(states, clock, optimiser, listener);
                saving.Saved();
            }
        }
    }

    /// <summary>True if the validation measurements call for early stopping.</summary>
    private bool IsOver(TrainingClock clock) => options.Validation is { } chosen && clock.Validation.IsOver(chosen);

    /// <summary>Measures the model on the validation set if a measurement is due after the latest step.</summary>
    private void Measure(
        int steps, Optimiser optimiser, TrainingClock clock, StateFolder? states, ITrainingListener? listener, CancellationToken ct)
    {
        if (Validation is null || options.Validation is not { } chosen || !clock.Validation.IsDue(clock.Step, steps, chosen))
        {
            return;
        }

        clock.Pause();
        var (measured, progress) = new StageMeasurement(stage, Validation, options, chosen).Take(clock.Step, clock.Validation, ct);
        if (KeepsBest && progress.BestStep == clock.Step)
        {
            states!.KeepBest(optimiser);
        }

        clock.Validation = progress;
        listener?.Validated(measured);
        clock.Start();
    }

    private CosineSchedule ScheduleOf(int steps) => WarmupLeavesAStep
        ? CosineSchedule.LeavingAStep(steps, options.WarmupRatio)
        : CosineSchedule.Of(steps, options.WarmupRatio);

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
    /// Omits the micro-batch size from the identity, unless each micro-batch is averaged separately, which makes the result depend on it.
    /// </summary>
    private RunIdentity IdentityOf(ParameterHashes before, IReadOnlyList<ModelParameter> trained)
    {
        var exact = HashOf(before, trained, options);
        return new RunIdentity(
            options.LossWeighting == LossWeighting.Tokens ? HashOf(before, trained, options with { MicroBatch = 0 }) : exact, exact);
    }

    /// <summary>
    /// Hash of everything that must match for a saved state to belong to this run: initial weights, trained parameters, method, settings,
    /// options, seed and data.
    /// </summary>
    private string HashOf(ParameterHashes before, IReadOnlyList<ModelParameter> trained, TrainingOptions options)
    {
        var described = method.Describe();
        return ContentHash.Of(string.Join('\n',
        [
            before.Over(stage.Model.Parameters.Select(parameter => parameter.Name)).Hex,
            .. trained.Select(parameter => parameter.Name),
            .. stage.Merged.Select(parameter => $"merged {parameter.Name}"),
            $"{described.Id} {described.Version}",
            MethodSettings.ToJson(stage.BoundSettings).ToJsonString(),
            MethodSettings.ToJson(options.WithoutSaving()).ToJsonString(),
            stage.Seed.ToString(CultureInfo.InvariantCulture),
            string.Join(' ', Lengths(examples)),
            .. Validation is { } set ? [string.Join(' ', Lengths(set.Examples))] : (string[])[],
        ])).Hex;
    }

    private static IEnumerable<string> Lengths(ITrainingExamples examples) =>
        Enumerable.Range(0, examples.Count).Select(example => $"{examples.Length(example)}/{examples.LabelTokens(example)}");
}
