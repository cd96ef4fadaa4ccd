using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Audit.Export;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Composition;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Writes everything a third party needs to verify a store without this program.</summary>
/// <param name="Folder">The folder to create.</param>
/// <param name="Experiments">
/// Experiments whose files are included; empty for all. All events are always included, because their order is one chain.
/// </param>
internal sealed record ExportHistory(string Folder, IReadOnlyList<string> Experiments) : IRequest<ExportedHistory>;

/// <summary>The result of an export.</summary>
/// <param name="Events">Number of lines in <c>events.jsonl</c>.</param>
/// <param name="Files">Number of files copied.</param>
internal sealed record ExportedHistory(long Events, int Files);

/// <summary>Copies the files; the folder gets its final name once it is complete.</summary>
internal sealed class ExportHistoryHandler(IEventLog log, HostSettings options, IWorkProgress progress)
    : IRequestHandler<ExportHistory, ExportedHistory>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">
    /// The folder exists, there is no such experiment, its name leads out of the folder of runs, its history was altered, or a file that an
    /// event names is missing or a link.
    /// </exception>
    public async Task<ExportedHistory> Handle(ExportHistory request, CancellationToken cancellationToken)
    {
        foreach (var asked in request.Experiments)
        {
            await KnownExperiments.CheckAsync(log, asked, cancellationToken);
        }

        var all = (await log.ListExperimentsAsync(cancellationToken)).Select(head => head.Stream).ToList();
        var streams = request.Experiments.Count == 0 ? all : request.Experiments.Distinct().ToList();
        var runs = streams.Select(stream => (Stream: stream, Run: RunFolder.Of(options.Runs, stream))).ToList();
        var folder = new NewFolder(request.Folder);
        var events = await WriteEventsAsync(Path.Combine(folder.Partial, "events.jsonl"), cancellationToken);
        var included = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (stream, run) in runs)
        {
            included[stream] = await CopyFilesAsync(stream, run.Root, folder, cancellationToken);
        }

        VerifierFiles.Write(folder.Partial, new(included, [.. all.Except(included.Keys).Order(StringComparer.Ordinal)]));
        folder.Complete();
        return new ExportedHistory(events, included.Values.Sum());
    }

    /// <summary>Writes one line per event: the exact text covered by its hash, as a string, with the two hashes.</summary>
    private async Task<long> WriteEventsAsync(string path, CancellationToken ct)
    {
        var count = 0L;
        await using var file = File.Create(path);
        await foreach (var stored in log.ReadAllAsync(0, ct))
        {
            using (var json = new Utf8JsonWriter(file))
            {
                json.WriteStartObject();
                json.WriteNumber("sequence", stored.Sequence);
                json.WriteString("canonical", stored.CanonicalBytes());
                json.WriteString("previous", Convert.ToHexStringLower(stored.PreviousHash.Span));
                json.WriteString("hash", Convert.ToHexStringLower(stored.Hash.Span));
                json.WriteEndObject();
            }

            file.WriteByte((byte)'\n');
            count++;
        }

        return count;
    }

    private async Task<int> CopyFilesAsync(string stream, string root, NewFolder target, CancellationToken ct)
    {
        var history = await log.ReadHistoryAsync(stream, ct: ct);
        var named = history.SelectMany(recorded => Evidence.Of(recorded.What)).DistinctBy(evidence => evidence.Path).ToList();
        var copied = 0;
        progress.Begin($"{stream}: copying", named.Count);
        foreach (var (index, evidence) in named.Index())
        {
            ct.ThrowIfCancellationRequested();
            foreach (var file in evidence.FilesToCopy(root))
            {
                target.Copy(file, "runs", stream, Path.GetRelativePath(root, file));
                copied++;
            }

            progress.Report(index + 1);
        }

        progress.End($"{stream}: {copied} files copied");
        return copied;
    }
}
