using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Takes the measurements of a stage that are not scores.</summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Stage">Which stage.</param>
/// <param name="Journal">Where what happens is recorded.</param>
public sealed record ProbeStage(ExperimentPlan Plan, StageId Stage, ExperimentJournal Journal) : IRequest<StageProgress>;

/// <summary>Hands the work to an executor.</summary>
public sealed class ProbeStageHandler(IExecutor executor) : IRequestHandler<ProbeStage, StageProgress>
{
    /// <inheritdoc/>
    public async Task<StageProgress> Handle(ProbeStage request, CancellationToken cancellationToken)
    {
        await executor.RunAsync(new StageJob(request.Plan, request.Stage, StageWork.Probe), request.Journal, cancellationToken);
        return request.Journal.Progress[request.Stage];
    }
}
