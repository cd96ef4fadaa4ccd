using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>The three clock benchmarks: the time shown by a clock. Published: hours compared as integers, digits only.</summary>
internal sealed partial class ClockScorer(string id, string exampleTime, string exampleReply)
    : Scorer(id, 1, ["hour_accuracy", "minute_accuracy", "both_accuracy"], 32, ["question", "answer"])
{
    private readonly PromptFrame frame =
        new("", $"\nAnswer with the time in HH:MM format. For example, if it's {exampleTime}, output {exampleReply}.");

    public override string MainMetric => "both_accuracy";

    public override string Prompt(JsonElement item, ScoringMode mode)
    {
        var question = item.Text("question").Replace("\n<image>", "");
        return mode == ScoringMode.Default ? frame.Around(question) : frame.AsPublished(question);
    }

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var time = ClockTime.Of(reply);
        return Scored(time, ClockTime.Of(item.Text("answer")));
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var shown = Published(PythonStrings.Strip(reply));
        var reading = shown is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.Hour}:{time.Minute}") : null;
        return shown is { } read && Published(item.Text("answer")) is { } gold
            ? Scores(read.Hour == gold.Hour, BigInteger.Abs(read.Minute - gold.Minute) is var apart && (apart <= 1 || apart == 59), reading)
            : Scores(false, false, reading);
    }

    internal static SampleScore Scored(ClockTime? read, ClockTime? gold) => read is { } time && gold is { } target
        ? Scores(time.Hour == target.Hour, ClockTime.MinutesApart(time, target) <= 1, time.ToString())
        : Scores(false, false, read?.ToString());

    private static SampleScore Scores(bool hour, bool minute, string? reading) => new(
        new Dictionary<string, double?>
        {
            ["hour_accuracy"] = hour ? 1 : 0,
            ["minute_accuracy"] = minute ? 1 : 0,
            ["both_accuracy"] = hour && minute ? 1 : 0,
        },
        reading);

    private static (BigInteger Hour, BigInteger Minute)? Published(string text)
    {
        var plain = PythonStrings.Lower(text).Replace(".", "");
        if (HourColonMinute().Match(plain) is { Success: true } match)
        {
            return (PythonNumbers.Integer(match.Groups[1].Value), PythonNumbers.Integer(match.Groups[2].Value));
        }

        return Digits().Matches(plain) is { Count: >= 2 } runs
            ? (PythonNumbers.Integer(runs[0].Value), PythonNumbers.Integer(runs[1].Value))
            : null;
    }

    [GeneratedRegex(@"(\d{1,2}):(\d{1,2})")]
    private static partial Regex HourColonMinute();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
