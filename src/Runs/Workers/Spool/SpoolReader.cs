using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Workers.Spool;

/// <summary>
/// The host's reader of the spool. The worker may be writing at the same time, or may have exited in the middle of a line.
/// </summary>
/// <param name="path">The spool file.</param>
/// <param name="kinds">The kinds of events that its writer records; null for any.</param>
/// <param name="writer">The writer, for messages.</param>
internal sealed class SpoolReader(string path, IReadOnlySet<Type>? kinds, string writer)
{
    // Everything else is recorded by the host.
    private static readonly HashSet<Type> workerKinds =
    [
        typeof(ParametersSelected), typeof(TrainingProgressed), typeof(StateSaved), typeof(StageTrained), typeof(ParametersVerified),
        typeof(CheckpointWritten), typeof(MethodMeasured), typeof(BenchmarkScored), typeof(VariantScored), typeof(ProbeMeasured),
        typeof(ResourcesMeasured), typeof(AnswersSaved), typeof(AnswersTaken), typeof(TrainingDataReduced),
        typeof(ValidationMeasured),
    ];

    private long offset;
    private int lines;

    /// <summary>Reads the spool of a worker.</summary>
    /// <param name="path">The spool file.</param>
    public SpoolReader(string path)
        : this(path, workerKinds, "worker")
    {
    }

    /// <summary>The kinds of events that a worker records.</summary>
    public static IReadOnlySet<Type> WorkerKinds => workerKinds;

    /// <summary>Reads the events of the complete lines added since the last call. A line without its line end is left for later.</summary>
    /// <exception cref="InputException">
    /// A line is damaged, from another build, or of a kind that its writer does not record. None of the new lines counts as read.
    /// </exception>
    public IReadOnlyList<NewEvent> ReadNew()
    {
        var fresh = Fresh();
        var whole = fresh.AsSpan(0, fresh.AsSpan().LastIndexOf(SpoolLine.End) + 1);
        var (events, end) = (new List<NewEvent>(), 0);
        while (end < whole.Length)
        {
            var line = whole[end..];
            line = line[..line.IndexOf(SpoolLine.End)];
            events.Add(Parse(line, lines + events.Count + 1));
            end += line.Length + 1;
        }

        offset += end;
        lines += events.Count;
        return events;
    }

    private byte[] Fresh()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var fresh = new byte[Math.Max(0, file.Length - offset)];
        file.Position = offset;
        return fresh[..file.ReadAtLeast(fresh, fresh.Length, throwOnEndOfStream: false)];
    }

    private NewEvent Parse(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            var happened = SpoolLine.Parse(line);
            return kinds?.Contains(happened.Data.GetType()) != false ? happened : throw new InputException(
                $"{path}, line {number}",
                $"it holds an {EventNames.Of(happened.Data)}, which no {writer} writes.",
                "Find out where the line comes from, then move the file away.");
        }
        catch (FormatException)
        {
            throw new InputException(
                $"{path}, line {number}",
                "the line is damaged; nothing of this file was taken into the log since.",
                "Restore the file from a copy, or move it away: work that the log knows nothing of is then done again.");
        }
        catch (UnknownEventTypeException unknown)
        {
            throw new InputException($"{path}, line {number}", unknown.Message, "Run the command with the build that began this run.");
        }
    }
}
