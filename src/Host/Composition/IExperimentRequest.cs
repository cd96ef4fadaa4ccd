using LmmCl.Events;

namespace LmmCl.Host.Composition;

/// <summary>A request that does part of an experiment's work; pipeline behaviours log, measure and trace by it.</summary>
internal interface IExperimentRequest
{
    /// <summary>Name of the experiment.</summary>
    string Experiment { get; }

    /// <summary>The stage; null for the experiment as a whole.</summary>
    StageId? Stage { get; }
}
