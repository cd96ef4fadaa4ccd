using LmmCl.Runs.Experiments;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Runs an experiment to its end, resuming an earlier run if there is one.</summary>
/// <param name="Plan">The experiment.</param>
public sealed record RunExperiment(ExperimentPlan Plan) : IRequest<ExperimentProgress>;
