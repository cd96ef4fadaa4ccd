using System.Text;
using LmmCl.Abstractions;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Events;

namespace LmmCl.Evaluation.Tests;

/// <summary>An evaluation that was interrupted takes the answers that are recorded, and no others.</summary>
public sealed class PartialAnswersTests : IDisposable
{
    private static readonly string[] replies = ["1", "2", "3", "4"];

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-partial-").FullName;
    private readonly MemoryRecord record = new();

    private string AnswersPath => Path.Combine(folder, "countbench.jsonl");

    private string Partial => AnswersPath + ".partial";

    [Fact]
    public void A_stopped_evaluation_asks_only_what_it_has_not_asked()
    {
        Interrupt(after: 2);

        Assert.Equal(["2", "3"], AskedByTheRest());
        Assert.Equal([2], record.Saved.Select(saved => saved.Count));
    }

    [Fact]
    public void An_evaluation_stopped_after_every_question_asks_each_once_and_ends_in_the_same_file()
    {
        var whole = new BenchmarkRunner(new Parrot(replies)).Run(Request() with { Record = null }).Answers;
        var asked = new List<string>();
        for (var done = 0; done < replies.Length; done++)
        {
            var stopped = new Parrot(replies[done]) { EndsAfter = 1 };
            Record.Exception(() => new BenchmarkRunner(stopped).Run(Request()));
            asked.AddRange(stopped.Asked.Select(question => question.Id));
        }

        Assert.Equal(["0", "1", "2", "3"], asked);
        Assert.Equal(whole, ContentHash.OfFile(AnswersPath));
    }

    [Fact]
    public void Cut_replies_are_counted_and_known_after_an_interruption()
    {
        var cut = Request() with { RecordsCutReplies = true };
        var stopped = new Parrot("1…", "2") { EndsAfter = 2 };
        Record.Exception(() => new BenchmarkRunner(stopped).Run(cut));

        var score = new BenchmarkRunner(new Parrot("3", "4…")).Run(cut);

        Assert.Equal(2, score.CutReplies);
        Assert.Equal(2, File.ReadLines(AnswersPath).Count(line => line.Contains("\"finish\":\"length\"", StringComparison.Ordinal)));
        Assert.Equal(2, Rescorer.Rescore(AnswersPath, AnswersPath + ".again").CutReplies);
    }

    [Fact]
    public void Replies_of_experiments_from_before_cuts_were_recorded_have_no_finish()
    {
        var score = new BenchmarkRunner(new Parrot("1…", "2", "3", "4")).Run(Request());

        Assert.Null(score.CutReplies);
        Assert.DoesNotContain("finish", File.ReadAllText(AnswersPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kill_costs_the_answers_since_the_last_record()
    {
        var time = new SteppingTime(TimeSpan.FromSeconds(4));
        var killed = new Parrot(replies) { EndsAfter = 3, End = new IOException("killed") };
        Assert.Throws<IOException>(() => new BenchmarkRunner(killed, time).Run(Request()));

        // Ten seconds are over after the third answer.
        Assert.Equal([3], record.Saved.Select(saved => saved.Count));
        Assert.Equal(["3"], AskedByTheRest());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    [InlineData(4096)]
    public void A_tail_that_is_not_recorded_is_asked_again_whatever_it_holds(int zeros)
    {
        Interrupt(after: 2);
        var recorded = File.ReadAllBytes(Partial);
        File.WriteAllBytes(Partial, [.. recorded, .. Encoding.UTF8.GetBytes("{\"id\":\"2\",\"reply\":\"planted\"}\n"), .. new byte[zeros]]);

        Assert.Equal(["2", "3"], AskedByTheRest());
        Assert.DoesNotContain("planted", File.ReadAllText(AnswersPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_that_no_record_names_are_not_taken()
    {
        Interrupt(after: 2);
        record.Saved.Clear();

        Assert.Equal(["0", "1", "2", "3"], AskedByTheRest());
    }

    [Fact]
    public void A_finished_file_that_no_record_names_is_not_taken()
    {
        new BenchmarkRunner(new Parrot(replies)).Run(Request() with { Record = null });

        Assert.Equal(["0", "1", "2", "3"], AskedByTheRest());
    }

    [Theory]
    [InlineData("\"reply\":\"1\"", "\"reply\":\"7\"")]
    [InlineData("{\"id\":\"1\",\"reply\":\"2\"}\n", "")]
    [InlineData("\"2\"}\n", "\"2\"")]
    [InlineData("countbench", "another")]
    public void Recorded_answers_that_were_altered_are_refused(string was, string becomes)
    {
        Interrupt(after: 2);
        Replace(Partial, was, becomes);

        var error = Assert.Throws<InputException>(() => new BenchmarkRunner(new Parrot(replies)).Run(Request()));

        Assert.Contains(Partial, error.Message, StringComparison.Ordinal);
        Assert.Contains($"2 of SHA-256 {record.Last!.Value.Hash.Short} were recorded", error.Message, StringComparison.Ordinal);
        Assert.Contains("delete it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recorded_answers_that_were_deleted_are_asked_again_and_a_later_kill_is_no_alteration()
    {
        Interrupt(after: 3);
        File.Delete(Partial);
        var killed = new Parrot(replies) { EndsAfter = 1, End = new IOException("killed") };
        Assert.Throws<IOException>(() => new BenchmarkRunner(killed).Run(Request()));

        Assert.Equal(["0", "1", "2", "3"], AskedByTheRest());
        Assert.Equal([3, 0], record.Saved.Select(saved => saved.Count));
    }

    [Fact]
    public void Answers_of_another_model_are_never_reused()
    {
        Interrupt(after: 2);

        var other = new Parrot(replies);
        new BenchmarkRunner(other).Run(Request() with { Checkpoint = "another" });

        Assert.Equal(4, other.Asked.Count);
    }

    [Fact]
    public void Known_answers_are_taken_once_and_only_to_the_same_questions()
    {
        new BenchmarkRunner(new Parrot(replies)).Run(Request() with { Record = null });
        var content = File.ReadAllBytes(AnswersPath);
        var taken = 0;
        var request = Request() with { Known = new KnownAnswers(content, () => taken++) };
        var (same, other) = (new Parrot(), new Parrot(replies));

        new BenchmarkRunner(same).Run(request);
        new BenchmarkRunner(other).Run(request with { Checkpoint = "another" });

        Assert.Equal((0, 4, 1), (same.Asked.Count, other.Asked.Count, taken));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Interrupt(int after) => Assert.Throws<OperationCanceledException>(() =>
        new BenchmarkRunner(new Parrot(replies) { EndsAfter = after }).Run(Request()));

    private IEnumerable<string> AskedByTheRest()
    {
        var rest = new Parrot([.. replies.Skip(record.Last?.Count ?? 0)]);
        new BenchmarkRunner(rest).Run(Request());
        return rest.Asked.Select(question => question.Id);
    }

    private BenchmarkRequest Request(params int[] golds) =>
        Counting.Request(AnswersPath, golds.Length > 0 ? golds : [1, 2, 3, 4]) with { BatchSize = 1, Record = record };

    private static void Replace(string file, string was, string becomes)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(was, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(was, becomes, StringComparison.Ordinal));
    }

    /// <summary>Time of which some passes whenever it is asked for.</summary>
    private sealed class SteppingTime(TimeSpan step) : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks += step.Ticks;
    }
}
