using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Host.Api.Recorded;
using LmmCl.Runs.Progress;

namespace LmmCl.Host.Api;

/// <summary>An experiment in a list.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Method">Id of the method.</param>
/// <param name="Recipe">Short label of the method with its main setting.</param>
/// <param name="Seed">Seed of all randomness.</param>
/// <param name="LearningRate">Peak learning rate.</param>
/// <param name="Status">running, paused, failed, completed, cancelled, or unknown before it is started.</param>
/// <param name="Stages">Number of planned stages, with that of the base model.</param>
/// <param name="StagesDone">Number of complete stages.</param>
/// <param name="Stage">The last stage that was started; null before the first.</param>
/// <param name="Skill">The skill of that stage; null for the base model.</param>
/// <param name="Progress">The work being done now; null if none is, or another process does it.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
/// <param name="Attempts">Number of runs so far.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="EndedAt">When it was completed or cancelled.</param>
/// <param name="UpdatedAt">When its last event happened.</param>
/// <param name="Events">Number of its events.</param>
/// <param name="HeadSequence">Position of its last event in the whole log.</param>
/// <param name="HeadHash">Hash of its last event.</param>
internal record ExperimentItem(
    string Experiment,
    string? Method,
    string? Recipe,
    long? Seed,
    double? LearningRate,
    string Status,
    int Stages,
    int StagesDone,
    int? Stage,
    string? Skill,
    ProgressItem? Progress,
    FailureItem? Failure,
    int Attempts,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset UpdatedAt,
    long Events,
    long HeadSequence,
    string HeadHash)
{
    /// <summary>The item of an experiment.</summary>
    public static ExperimentItem Of(IndexedExperiment experiment, ProgressItem? progress)
    {
        var (summary, started) = (experiment.Summary, experiment.Summary.Specification);
        return new ExperimentItem(
            experiment.Name,
            started?.Method,
            started?.Recipe,
            started?.Seed,
            RateOf(started),
            StatusOf(experiment),
            experiment.Stages,
            experiment.StagesDone,
            experiment.Stage,
            summary.Stages.IsEmpty ? null : summary.Stages.Values.Last().Skill,
            progress,
            experiment.Failure is { } failed ? new FailureItem(failed.Stage.Number, failed.Kind.ToString(), failed.Message) : null,
            summary.Attempts,
            summary.StartedAt,
            summary.EndedAt,
            experiment.Head.At,
            experiment.Head.Version,
            experiment.Head.Sequence,
            experiment.Head.Hash);
    }

    /// <summary>The status as items and filters name it.</summary>
    public static string StatusOf(IndexedExperiment experiment) =>
        JsonNamingPolicy.CamelCase.ConvertName(experiment.Summary.Status.ToString());

    private static double? RateOf(ExperimentStarted? started)
    {
        try
        {
            return started is null ? null : JsonNode.Parse(started.SpecJson)?["training"]?["learning_rate"]?.GetValue<double>();
        }
        catch (Exception unusual) when (unusual is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>The work that an experiment is doing now.</summary>
/// <param name="Title">What is done.</param>
/// <param name="Done">Steps or questions done.</param>
/// <param name="Total">Steps or questions in all.</param>
/// <param name="Rate">Steps or questions a second; null before it is known.</param>
/// <param name="EtaSeconds">Seconds to the end of this work; null before it is known.</param>
/// <param name="Detail">A further figure, such as the loss; empty if there is none.</param>
internal sealed record ProgressItem(string Title, int Done, int Total, double? Rate, double? EtaSeconds, string Detail)
{
    /// <summary>The item of a piece of work.</summary>
    public static ProgressItem Of(WorkInProgress work) => new(work.Title, work.Done, work.Total, work.Rate, work.EtaSeconds, work.Detail);
}

/// <summary>The failure of a stage.</summary>
/// <param name="Stage">Number of the stage.</param>
/// <param name="Kind">What kind of failure.</param>
/// <param name="Message">What happened.</param>
internal sealed record FailureItem(int Stage, string Kind, string Message);
