using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Specs;
using LmmCl.Evaluation.Scorers;
using LmmCl.Events;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Runs a benchmark: collects the answers in a per-sample file and scores them in both modes.</summary>
/// <param name="answerer">Answers the questions.</param>
/// <param name="time">Clock for recording partial answers; null for the system clock.</param>
public sealed class BenchmarkRunner(IAnswerer answerer, TimeProvider? time = null)
{
    /// <summary>
    /// Interval between records of partial answers: a kill loses at most the answers of one interval, and each record costs an event and a
    /// flush.
    /// </summary>
    private static readonly TimeSpan betweenRecords = TimeSpan.FromSeconds(10);

    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <summary>
    /// Answers and scores. Questions whose answers were recorded before an interruption are not asked again; batch boundaries are
    /// preserved, so the answers equal those of an uninterrupted run. With a record, the partial answers stay on disk until
    /// <see cref="Forget"/>.
    /// </summary>
    /// <param name="request">The benchmark and the file to write.</param>
    /// <param name="answered">Receives the number of answered questions after every batch.</param>
    /// <param name="ct">Cancels between batches; completed answers are kept.</param>
    /// <exception cref="InputException">
    /// There are no items, two share an id, one lacks a field that the scorer needs, item or reply is too long to be scored, or recorded
    /// partial answers were altered.
    /// </exception>
    public ScoreRecord Run(BenchmarkRequest request, IProgress<int>? answered = null, CancellationToken ct = default)
    {
        Check(request);
        var questions = request.Items
            .Select(item => new Question(
                item.Id, request.Scorer.PromptWithin(request.Frame, item.Document, request.Prompts), item.Pictures)
            {
                System = item.System,
            })
            .ToArray();
        var header = Header(request, questions);
        using var partial = PartialAnswers.Of(request.AnswersPath, header, request.Record, request.Known);
        AnswerAll(request, questions, new ReplyLimits(header.MaxNewTokens, request.EndTokens), partial, answered, ct);
        var answers = request.Items.Zip(
            questions, (item, question) => Answered(item, question, partial[item.Id]!)).ToArray();
        var score = AnswersFile.Write(request.AnswersPath, header, request.Scorer, answers);
        if (request.Record is null)
        {
            // Without a record, partial answers cannot be resumed from.
            partial.Dispose();
            Forget(request.AnswersPath);
        }

        return score;
    }

    /// <summary>Deletes the partial answers to a benchmark, once its score is recorded.</summary>
    /// <param name="answersPath">Path of the per-sample file.</param>
    public static void Forget(string answersPath) => File.Delete(PartialAnswers.PathOf(answersPath));

    private void AnswerAll(
        BenchmarkRequest request,
        Question[] questions,
        ReplyLimits limits,
        PartialAnswers partial,
        IProgress<int>? answered,
        CancellationToken ct)
    {
        var (done, recorded) = (0, time.GetTimestamp());
        try
        {
            foreach (var batch in questions.Chunk(Math.Max(1, request.BatchSize)))
            {
                ct.ThrowIfCancellationRequested();
                if (batch.Any(question => partial[question.Id] is null))
                    partial.Add(Answer(request, batch, limits));
                answered?.Report(done += batch.Length);
                if (time.GetElapsedTime(recorded) >= betweenRecords)
                {
                    partial.Save();
                    recorded = time.GetTimestamp();
                }
            }
        }
        catch (OperationCanceledException)
        {
            partial.Save();
            throw;
        }
    }

    private static AnsweredItem Answered(BenchmarkItem item, Question question, Reply reply) =>
        new(item.Id, question.Prompt, reply.Text, item.Document) { IsCut = reply.IsCut };

    private IReadOnlyList<(string Id, Reply Reply)> Answer(BenchmarkRequest request, Question[] batch, ReplyLimits limits)
    {
        var replies = answerer.Answer(batch, limits);
        if (replies.Count != batch.Length)
        {
            throw new InvalidOperationException($"{batch.Length} questions were answered with {replies.Count} replies.");
        }

        foreach (var (question, reply) in batch.Zip(replies))
        {
            AnswerLimits.CheckReply(reply.Text, Place(request.Benchmark, question.Id));
        }

        return
        [
            .. batch.Zip(replies, (question, reply) => (question.Id, reply with { IsCut = reply.IsCut && request.RecordsCutReplies })),
        ];
    }

    private static string Place(string benchmark, string id) => $"{benchmark}: item '{id}'";

    private static AnswersHeader Header(BenchmarkRequest request, IReadOnlyList<Question> questions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (question, item) in questions.Zip(request.Items))
        {
            string[] system = question.System is { } text ? [text] : [];
            foreach (var part in (string[])[question.Id, question.Prompt, item.Document.GetRawText(), .. system])
                hash.AppendData(Encoding.UTF8.GetBytes($"{part.Length}:{part}"));
        }

        foreach (var token in request.EndTokens ?? [])
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"end {token.Length}:{token}"));
        }

        if (request.RecordsCutReplies)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(AnsweredItem.Finish));
        }

        if (request.Reading is { } reading)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(reading));
        }

        return new(
            request.Benchmark,
            request.Scorer.Id,
            request.Scorer.Version,
            request.Prompts,
            request.Checkpoint,
            request.MaxNewTokens ?? request.Scorer.MaxNewTokens,
            Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Check(BenchmarkRequest request)
    {
        if (request.Items.Count == 0)
        {
            throw new InputException(request.Benchmark, "there are no items to ask.");
        }

        var seen = new HashSet<string>();
        foreach (var item in request.Items)
        {
            var place = Place(request.Benchmark, item.Id);
            if (!seen.Add(item.Id))
                throw new InputException(place, "another item has the same id.", "Give every item its own id.");
            AnswerLimits.CheckItem(item.Document, place);
            var missing = request.Scorer.RequiredFields.FirstOrDefault(field =>
                item.Document.ValueKind != JsonValueKind.Object || !item.Document.TryGetProperty(field, out _));
            if (missing is not null)
            {
                throw new InputException(
                    place,
                    $"it has no field '{missing}'.",
                    $"Scorer '{request.Scorer.Id}' needs {string.Join(", ", request.Scorer.RequiredFields)}.");
            }
        }
    }
}
