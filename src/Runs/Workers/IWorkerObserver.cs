using LmmCl.Events;
using LmmCl.Runs.Stages;

namespace LmmCl.Runs.Workers;

/// <summary>Observes the workers of a host. Called while their messages are read, so implementations must return quickly.</summary>
internal interface IWorkerObserver
{
    /// <summary>A worker was asked for a piece of work.</summary>
    void Began(ObservedWork work);

    /// <summary>Part of the work is complete.</summary>
    void Progressed(ObservedWork work, int done, int total);

    /// <summary>The worker reported what it uses.</summary>
    void Measured(ObservedWork work, WorkerVitals vitals);

    /// <summary>A span of the work ended.</summary>
    void Timed(ObservedWork work, WorkerSpan span);

    /// <summary>The work ended, well or not.</summary>
    void Ended(ObservedWork work);
}

/// <summary>A piece of work in a worker.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Work">The part of the stage.</param>
internal sealed record ObservedWork(string Experiment, StageId Stage, StageWork Work);
