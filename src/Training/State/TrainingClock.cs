using System.Diagnostics;
using LmmCl.Training.Validation;

namespace LmmCl.Training.State;

/// <summary>Progress of a stage over all its sessions.</summary>
internal sealed class TrainingClock
{
    private readonly Stopwatch session = new();
    private double secondsBefore;
    private int firstStep;

    public int Step { get; private set; }

    public long LabelTokens { get; private set; }

    public double LastLoss { get; private set; }

    /// <summary>The measurements on validation data so far.</summary>
    public ValidationProgress Validation { get; set; } = ValidationProgress.None;

    /// <summary>Training time in seconds, excluding pauses and measurements.</summary>
    public double Seconds => secondsBefore + session.Elapsed.TotalSeconds;

    /// <summary>Optimiser steps per second in this session.</summary>
    public double StepsPerSecond => (Step - firstStep) / Math.Max(1e-9, session.Elapsed.TotalSeconds);

    public void Start() => session.Start();

    /// <summary>Stops counting time until the next <see cref="Start"/>.</summary>
    public void Pause() => session.Stop();

    public void GoOnFrom(StateManifest manifest)
    {
        (Step, firstStep) = (manifest.Step, manifest.Step);
        (LabelTokens, LastLoss, secondsBefore) = (manifest.LabelTokens, manifest.LastLoss, manifest.Seconds);
        Validation = manifest.Validation ?? ValidationProgress.None;
    }

    public void Took(double loss, long labelTokens)
    {
        Step++;
        LabelTokens += labelTokens;
        LastLoss = loss;
    }
}
