using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;
using LmmCl.Reports.Formats;
using LmmCl.Reports.Frames;
using LmmCl.Reports.Html;
using LmmCl.Runs.Experiments;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Writes the live page about some experiments as one self-contained file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Experiments">Names of the experiments.</param>
/// <param name="AsOf">Point in time that ends each history.</param>
/// <param name="Answers">Answers to embed, by experiment and benchmark; null to leave them out.</param>
public sealed record WritePage(string Path, IReadOnlyList<string> Experiments, AsOf AsOf = default, JsonNode? Answers = null) : IRequest;

/// <summary>Reads and verifies the histories, and writes the file.</summary>
public sealed class WritePageHandler(IEventLog log) : IRequestHandler<WritePage>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">An experiment does not exist, had not begun at that time, or was altered.</exception>
    public async Task<Unit> Handle(WritePage request, CancellationToken cancellationToken)
    {
        var written = new List<ExperimentFrames>();
        foreach (var experiment in request.Experiments.Distinct())
        {
            await KnownExperiments.CheckAsync(log, experiment, cancellationToken);
            var frames = await ExperimentFrames.ReadAsync(log, experiment, request.AsOf, cancellationToken);
            written.Add(frames.Last is not null
                ? frames
                : throw await KnownExperiments.NotBegunAsync(log, experiment, request.AsOf, cancellationToken));
        }

        var matched = written.Count > 1
            ? JsonNode.Parse(MatchedJson.Render(MatchedComparison.Of([.. written.Select(frames => frames.Data)], null)))
            : null;
        PageFile.Write(request.Path, written, matched, request.Answers);
        return Unit.Value;
    }
}
