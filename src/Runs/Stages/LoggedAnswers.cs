using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Finds answers of base models in the event log, which it reads once and then follows. The pictures and the model's files of the
/// experiment that recorded them are known from its list of inputs, which is compared with its hash in the log.
/// </summary>
internal sealed class LoggedAnswers(IEventLog log, RunOptions options) : IRecordedAnswers
{
    private static readonly string[] kinds =
        [EventTypes.Default.KindOf(typeof(BenchmarkScored)).Name, EventTypes.Default.KindOf(typeof(InputsRecorded)).Name];

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, InputsRecorded> inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<ContentHash, List<Score>> scores = [];
    private long last;

    /// <inheritdoc/>
    public async Task<RecordedAnswers> FindAsync(SoughtAnswers sought, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            await ReadNewAsync(ct);
            var found = scores.GetValueOrDefault(new ContentHash(sought.Answers))?.FirstOrDefault(score => Fits(score, sought));
            return new RecordedAnswers(found?.Experiment, MayCome: true);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task ReadNewAsync(CancellationToken ct)
    {
        var others = EventTypes.Default.Names.Except(kinds).ToList();
        var fresh = last == 0 ? log.SelectAsync(new EventSelection(Without: others), ct) : log.ReadAllAsync(last, ct);
        await foreach (var stored in fresh)
        {
            last = stored.Sequence;
            switch (kinds.Contains(stored.Type) ? stored.Decode() : null)
            {
                case InputsRecorded recorded:
                    inputs[stored.Stream] = recorded;
                    break;
                case BenchmarkScored { Stage.Number: 0 } scored when inputs.TryGetValue(stored.Stream, out var read):
                    if (!scores.TryGetValue(scored.Score.Answers, out var known))
                    {
                        scores[scored.Score.Answers] = known = [];
                    }

                    known.Add(new Score(stored.Stream, scored.Benchmark, read));
                    break;
                default:
                    break;
            }
        }
    }

    private bool Fits(Score score, SoughtAnswers sought)
    {
        if (score.Benchmark != sought.Benchmark
            || KindOf(score.Inputs.Conditions.GetValueOrDefault(HostEnvironment.Device) ?? "") != KindOf(sought.Device))
        {
            return false;
        }

        try
        {
            var files = InputFile.ReadList(RunFolder.Of(options.Runs, score.Experiment), score.Inputs);
            return RunInputs.ModelKeyOf(files).Hex == sought.ModelFiles
                && RunInputs.PicturesKeyOf(files, sought.Benchmark).Hex == sought.Pictures;
        }
        catch (Exception unknown) when (unknown is InputException or IOException)
        {
            // The experiment's inputs cannot be determined, so its answers may be to other pictures.
            return false;
        }
    }

    private static string KindOf(string device) => device.Split(':')[0];

    private sealed record Score(string Experiment, string Benchmark, InputsRecorded Inputs);
}
