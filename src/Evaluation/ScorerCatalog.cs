using LmmCl.Abstractions;
using LmmCl.Evaluation.Scorers;
using LmmCl.Evaluation.Scorers.Benchmarks;
using LmmCl.Evaluation.Scorers.Generic;

namespace LmmCl.Evaluation;

/// <summary>All scorers by id: those of the study's seventeen benchmarks and the generic ones for user-defined questions.</summary>
public static class ScorerCatalog
{
    private static readonly Dictionary<string, IScorer> ById = new IScorer[]
    {
        new BirdScorer(), new PixmoCountScorer(), new PathVqaScorer(), new TextVqaScorer(),
        new ClockScorer("timeclock", "3:45", "3:45"), new ClockScorer("cococlock", "3:5", "03:05"), new ClockScorer(
            "openimgclock", "3:45", "3:45"),
        new CountBenchScorer(), new Ai2dScorer(), new ChartQaScorer(), new DocumentScorer("docvqa_val"), new DocumentScorer("infovqa_val"),
        new RealWorldQaScorer(), new SeedBenchScorer(), new ScienceQaScorer(), new MmStarScorer(), new OcrBenchScorer(),
        new OptionLetterScorer(), new FirstNumberScorer(), new ClockTimeScorer(), new RelaxedNumberScorer(),
        new ExactScorer(), new YesNoScorer(), new AnlsScorer(), new VqaScorer(),
    }.ToDictionary(scorer => scorer.Id);

    /// <summary>Earlier versions, for recomputing stored scores.</summary>
    private static readonly Dictionary<(string Id, int Version), IScorer> Earlier = new IScorer[]
    {
        new OptionLetterScorer(1), new FirstNumberScorer(1), new ClockTimeScorer(1), new RelaxedNumberScorer(1),
        new ExactScorer(1), new YesNoScorer(1), new AnlsScorer(1), new VqaScorer(1),
    }.ToDictionary(scorer => (scorer.Id, scorer.Version));

    /// <summary>All ids, benchmarks first.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. ById.Keys];

    /// <summary>Returns the scorer with an id.</summary>
    /// <param name="id">Such as <c>ai2d</c> or <c>option-letter</c>.</param>
    /// <param name="place">File and field that named it, for error messages.</param>
    /// <exception cref="InputException">There is no such scorer; near matches are suggested.</exception>
    public static IScorer Find(string id, string place = "scorer") =>
        ById.TryGetValue(id, out var scorer)
            ? scorer
            : throw new InputException(place, $"there is no scorer '{id}'.", NearMatches.Suggest(id, ById.Keys));

    /// <summary>Returns a version of a scorer; null if this program does not have it.</summary>
    public static IScorer? Find(string id, int version) =>
        ById.TryGetValue(id, out var scorer) && scorer.Version == version ? scorer : Earlier.GetValueOrDefault((id, version));
}
