using LmmCl.Events;
using LmmCl.Host.Composition;
using LmmCl.Runs.Experiments;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Runs an experiment to its end, resuming an earlier run if there is one.</summary>
/// <param name="Plan">The experiment.</param>
public sealed record RunExperiment(ExperimentPlan Plan) : IRequest<ExperimentProgress>, IExperimentRequest
{
    /// <summary>Returns the reason for a stop; called once the run is stopped.</summary>
    public Func<string> StopReason { get; init; } = () => "stopped on request";

    string IExperimentRequest.Experiment => Plan.Spec.Experiment;

    StageId? IExperimentRequest.Stage => null;
}
