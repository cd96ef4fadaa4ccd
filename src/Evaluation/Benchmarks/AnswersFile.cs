using System.Text.Encodings.Web;
using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Evaluation.Scorers;
using LmmCl.Events;
using LmmCl.Modeling.Files;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Per-sample file: a header line and one line per answer. Equal answers give equal bytes.</summary>
internal static class AnswersFile
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Scores the answers, writes the file atomically and returns its hash with the scores.</summary>
    public static ScoreRecord Write(string path, AnswersHeader header, IScorer scorer, IReadOnlyList<AnsweredItem> answers)
    {
        var (byDefault, published) = (Scores(scorer, answers, ScoringMode.Default), Scores(scorer, answers, ScoringMode.AsPublished));
        DurableFile.Write(path, stream =>
        {
            Line(stream, header.Write);
            for (var i = 0; i < answers.Count; i++)
                Line(stream, writer => answers[i].Write(writer, scorer, byDefault[i], published[i]));
        });
        return AnswerScoring.Of(header, scorer, answers, byDefault, published, ContentHash.OfFile(path), path);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InputException">The file does not exist or a line is invalid; the message names the line.</exception>
    public static (AnswersHeader Header, IReadOnlyList<AnsweredItem> Answers) Read(string path)
    {
        var lines = Lines(path).ToList();
        return (
            lines.Count > 0 ? AnswersHeader.Read(lines[0], path) : throw Empty(path),
            [.. lines.Skip(1).Select((line, index) => AnsweredItem.Read(line, $"{path}: line {index + 2}"))]);
    }

    /// <summary>Reads the first line alone.</summary>
    /// <exception cref="InputException">The file does not exist or its first line is invalid.</exception>
    public static AnswersHeader ReadHeader(string path) =>
        Lines(path).Take(1).Select(line => AnswersHeader.Read(line, path)).SingleOrDefault() ?? throw Empty(path);

    /// <summary>Writes one JSON line.</summary>
    public static void Line(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(stream, Plain))
            write(writer);
        stream.WriteByte((byte)'\n');
    }

    private static IEnumerable<JsonElement> Lines(string path) => File.Exists(path)
        ? File.ReadLines(path).Select((text, index) => Parsed(text, $"{path}: line {index + 1}"))
        : throw new InputException(path, "the per-sample file does not exist.");

    private static InputException Empty(string path) => new(path, "the per-sample file is empty.");

    private static SampleScore[] Scores(IScorer scorer, IReadOnlyList<AnsweredItem> answers, ScoringMode mode) =>
        [.. answers.Select(answer => scorer.Score(answer.Document, answer.Reply, mode))];

    private static JsonElement Parsed(string line, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new InputException(place, $"this is not JSON ({error.Message}).", "The file was cut or edited; evaluate again.", error);
        }
    }
}
