using LmmCl.Abstractions;

namespace LmmCl.Evaluation.Tests;

public class ScorerCatalogTests
{
    [Fact]
    public void The_seventeen_benchmarks_of_the_study_are_there()
    {
        string[] studied =
        [
            "cub200", "pixmocount", "pathvqa", "textvqa_val", "timeclock", "cococlock", "openimgclock", "countbench", "ai2d",
            "chartqa", "docvqa_val", "infovqa_val", "realworldqa", "seedbench", "scienceqa_img", "mmstar", "ocrbench",
        ];
        Assert.All(studied, id => Assert.Equal(id, ScorerCatalog.Find(id).Id));
    }

    [Fact]
    public void An_unknown_scorer_is_answered_with_near_matches()
    {
        var error = Assert.Throws<InputException>(() => ScorerCatalog.Find("option-leter", "skills.yaml: benchmarks[2].scorer"));
        Assert.Contains("Did you mean 'option-letter'?", error.Message);
        Assert.StartsWith("skills.yaml: benchmarks[2].scorer:", error.Message);
    }

    [Fact]
    public void The_main_metric_is_one_of_the_metrics() =>
        Assert.All(ScorerCatalog.Ids.Select(id => ScorerCatalog.Find(id)), scorer => Assert.Contains(scorer.MainMetric, scorer.Metrics));
}
