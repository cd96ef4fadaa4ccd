using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Runs.Tests.Inputs;

/// <summary>Inputs that are exchanged while a run goes on, and put back before anybody looks: refused, or never read.</summary>
[Collection(nameof(HostRuns))]
public sealed class ExchangedInputsTests(FinishedExperiment finished) : IDisposable
{
    private static readonly DateTime longAgo = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task A_test_picture_exchanged_before_it_is_read_is_refused_despite_equal_size_and_time()
    {
        var file = Copied();
        var picture = new Exchange(Path.Combine(place.Root, "world", "docvqa", "images", "test-00000.png"));

        picture.Prepare();

        // The first of the benchmarks is scored before the others are read.
        var error = await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file, happened =>
        {
            if (happened is BenchmarkScored { Stage.Number: 0, Benchmark: "timeclock" })
            {
                picture.Make();
            }
        }));

        picture.IsNamedIn(error);
        await EndsAsUntouchedAsync(file, picture);
    }

    [Fact]
    public async Task A_test_picture_that_is_exchanged_after_it_was_read_and_put_back_is_not_used()
    {
        var file = Copied();
        var picture = new Exchange(Path.Combine(place.Root, "world", "docvqa", "images", "test-00000.png"));
        picture.Prepare();

        await place.RunAsync(file, happened =>
        {
            // Between the comparison of inputs, which the checkpoint follows, and the next one.
            if (happened is CheckpointWritten)
            {
                picture.Make();
            }
            else if (happened is BenchmarkScored { Stage.Number: 1, Benchmark: "docvqa" })
            {
                picture.PutBack();
            }
        });

        await IsAsUntouchedAsync();
    }

    [Fact]
    public async Task A_training_picture_that_is_exchanged_before_it_is_read_is_refused()
    {
        var file = Copied();

        // The first pictures are captions as well, which were read in stage 0.
        var picture = new Exchange(Path.Combine(place.Root, "world", "timeclock", "images", "train-00007.png"));
        picture.Prepare();

        var error = await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file, happened =>
        {
            if (happened is StageStarted { Stage.Number: 1 })
            {
                picture.Make();
            }
        }));

        picture.IsNamedIn(error);
        await EndsAsUntouchedAsync(file, picture);
    }

    [Theory]
    [InlineData("world/timeclock/images/train-00000.png")]
    [InlineData("world/timeclock/train.json")]
    [InlineData("model/tokenizer_config.json")]
    public async Task What_is_altered_while_a_stage_trains_leaves_no_checkpoint(string altered)
    {
        var file = Copied();
        var path = Path.Combine(place.Root, altered);
        var content = await File.ReadAllBytesAsync(path);

        var error = await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file, happened =>
        {
            if (happened is StateSaved { Step: 9 })
            {
                File.AppendAllText(path, " ");
            }
        }));

        Assert.Contains(Path.GetFileName(altered) + " was ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await place.HistoryAsync(), happened => happened is CheckpointWritten);
        await File.WriteAllBytesAsync(path, content);
        await place.RunAsync(file);
        await IsAsUntouchedAsync();
    }

    [Fact]
    public async Task Captions_exchanged_while_a_stage_is_evaluated_are_refused_until_put_back()
    {
        var file = Copied();
        var captions = Path.Combine(place.Root, "world", "captions.json");
        var content = await File.ReadAllBytesAsync(captions);

        var error = await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file, happened =>
        {
            if (happened is BenchmarkScored { Stage.Number: 0, Benchmark: "timeclock" })
            {
                File.AppendAllText(captions, " ");
            }
        }));

        Assert.Contains("captions/captions.json was ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await place.HistoryAsync(), happened => happened is ProbeMeasured);
        await File.WriteAllBytesAsync(captions, content);
        await place.RunAsync(file);
        await IsAsUntouchedAsync();
    }

    public void Dispose() => place.Dispose();

    private string Copied() => Copied(place);

    /// <summary>An experiment over copies of the model and of the world.</summary>
    private string Copied(Workplace into)
    {
        SmallWorld.Copy(finished.World.Model, Path.Combine(into.Root, "model"));
        SmallWorld.Copy(Path.GetDirectoryName(finished.World.Short)!, Path.Combine(into.Root, "world"));
        File.Copy(Path.Combine(into.Root, "world", "timeclock", "train.json"), Path.Combine(into.Root, "world", "captions.json"));
        return into.Experiment(
            "small",
            "skills: [timeclock]",
            "model: model",
            "world: world/short.yaml",
            "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3, save_every: 3 }",
            "evaluation: { batch_size: 3, probe_samples: 2, probe_captions: world/captions.json }");
    }

    private async Task EndsAsUntouchedAsync(string file, Exchange exchange)
    {
        exchange.PutBack();
        await place.RunAsync(file);
        await IsAsUntouchedAsync();
    }

    private async Task IsAsUntouchedAsync()
    {
        using var untouched = new Workplace(finished.World);
        await untouched.RunAsync(Copied(untouched));
        (await Outcome.OfAsync(untouched)).IsSameAs(await Outcome.OfAsync(place));
    }

    /// <summary>Exchanges a file for one of the same size and time of change, which the memory of hashes cannot tell apart.</summary>
    private sealed class Exchange(string path)
    {
        private readonly byte[] content = File.ReadAllBytes(path);

        public void Prepare() => File.SetLastWriteTimeUtc(path, longAgo);

        public void Make()
        {
            var other = content.ToArray();
            other[^1] ^= 1;
            Write(other);
        }

        public void PutBack() => Write(content);

        public void IsNamedIn(InputException error)
        {
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains($"it was {ContentHash.Of(content).Short}, now it is ", error.Message, StringComparison.Ordinal);
        }

        private void Write(byte[] bytes)
        {
            File.WriteAllBytes(path, bytes);
            Prepare();
        }
    }
}
