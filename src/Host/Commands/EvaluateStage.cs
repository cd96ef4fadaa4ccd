using LmmCl.Events;
using LmmCl.Host.Composition;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Evaluates a stage's model on every benchmark.</summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Journal">The journal to record in.</param>
public sealed record EvaluateStage(ExperimentPlan Plan, StageId Stage, ExperimentJournal Journal)
    : IRequest<StageProgress>, IExperimentRequest
{
    string IExperimentRequest.Experiment => Plan.Spec.Experiment;

    StageId? IExperimentRequest.Stage => Stage;
}

/// <summary>Passes the work to an executor.</summary>
public sealed class EvaluateStageHandler(IExecutor executor) : IRequestHandler<EvaluateStage, StageProgress>
{
    /// <inheritdoc/>
    public async Task<StageProgress> Handle(EvaluateStage request, CancellationToken cancellationToken)
    {
        await executor.RunAsync(new StageJob(request.Plan, request.Stage, StageWork.Evaluate), request.Journal, cancellationToken);
        return request.Journal.Progress[request.Stage];
    }
}
