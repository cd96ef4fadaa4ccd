using LmmCl.Events;
using LmmCl.Host.Composition;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Teaches one skill: the work between a parent checkpoint and the next one.</summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Journal">The journal to record in.</param>
public sealed record TrainStage(ExperimentPlan Plan, StageId Stage, ExperimentJournal Journal)
    : IRequest<StageProgress>, IExperimentRequest
{
    string IExperimentRequest.Experiment => Plan.Spec.Experiment;

    StageId? IExperimentRequest.Stage => Stage;
}

/// <summary>Passes the work to an executor.</summary>
public sealed class TrainStageHandler(IExecutor executor) : IRequestHandler<TrainStage, StageProgress>
{
    /// <inheritdoc/>
    public async Task<StageProgress> Handle(TrainStage request, CancellationToken cancellationToken)
    {
        await executor.RunAsync(new StageJob(request.Plan, request.Stage, StageWork.Train), request.Journal, cancellationToken);
        return request.Journal.Progress[request.Stage];
    }
}
