using LmmCl.Runs.Experiments;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Runs an experiment to its end, from wherever an earlier run of it stopped.</summary>
/// <param name="Plan">The experiment.</param>
public sealed record RunExperiment(ExperimentPlan Plan) : IRequest<ExperimentProgress>;
