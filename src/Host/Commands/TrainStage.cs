using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Teaches one skill: the work between a parent checkpoint and the next.</summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Stage">Which stage.</param>
/// <param name="Journal">Where what happens is recorded.</param>
public sealed record TrainStage(ExperimentPlan Plan, StageId Stage, ExperimentJournal Journal) : IRequest<StageProgress>;

/// <summary>Hands the work to an executor.</summary>
public sealed class TrainStageHandler(IExecutor executor) : IRequestHandler<TrainStage, StageProgress>
{
    /// <inheritdoc/>
    public async Task<StageProgress> Handle(TrainStage request, CancellationToken cancellationToken)
    {
        await executor.RunAsync(new StageJob(request.Plan, request.Stage, StageWork.Train), request.Journal, cancellationToken);
        return request.Journal.Progress[request.Stage];
    }
}
