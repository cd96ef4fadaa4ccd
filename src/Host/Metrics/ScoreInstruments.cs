using System.Globalization;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Events;
using static LmmCl.Host.Metrics.MetricNames;

namespace LmmCl.Host.Metrics;

/// <summary>The instruments that read scores, and what follows from them: learning, forgetting, recovery, probes.</summary>
internal sealed class ScoreInstruments
{
    // A probe of a method could report a figure per sample.
    private const int MostFigures = 64;

    private const double Percent = 100;
    private const string RecoveryShare = "recovery";

    public ScoreInstruments(MetricMeter meter, ExperimentRegistry registry)
    {
        void Each(MetricDefinition metric, Func<ExperimentFigures, IEnumerable<Reading>> read) =>
            meter.Observe(metric, () => registry.Read(read));

        Each(Score, it => Cells(it, (_, score) => score));
        Each(ScoreChange, it => Cells(it, (start, score) => score - start));
        Each(HeldOutScore, it => it.HeldOut().Select(point => OfStage(it, point.Stage, point.Average)));
        Each(HeldOutBaseChange, it => it.HeldOutChanges().Select(point => OfStage(it, point.Stage, point.Change)));
        Each(HeldOutStageChange, StageChanges);
        Each(Forgetting, Definitions);
        Each(BenchmarkRecovery, it =>
            from benchmark in it.Report.Accuracy.HeldOut
            let share = Recovery.Of(it.Report.Accuracy, benchmark).Share
            where share is not null
            select new Reading(share.Value, it.Experiment, benchmark));
        Each(HeldOutRecovery, it =>
            Recovery.OfHeldOutAverage(it.Report.Accuracy).Share is { } share ? [new(share, it.Experiment)] : []);
        Each(Probe, it =>
            from probe in it.Probes()
            from figure in probe.Values.OrderBy(figure => figure.Key, StringComparer.Ordinal).Take(MostFigures)
            select new Reading(figure.Value, it.Experiment, probe.Probe, figure.Key));
    }

    private static IEnumerable<Reading> Cells(ExperimentFigures it, Func<double?, double, double?> figure) =>
        from stage in it.Report.Stages
        from benchmark in it.Report.Scores.Benchmarks
        let score = it.Report.Accuracy[stage.Number, benchmark.Name]
        where score is not null
        let value = figure(it.Report.Accuracy[0, benchmark.Name], score.Value)
        where value is not null
        select new Reading(value.Value / Percent, it.Experiment, benchmark.Name, GroupName(benchmark.Group), stage.ToString());

    private static string GroupName(BenchmarkGroup group) => group switch
    {
        BenchmarkGroup.Target => "target",
        BenchmarkGroup.HeldOut => "heldout",
        _ => "extra",
    };

    private static IEnumerable<Reading> StageChanges(ExperimentFigures it)
    {
        var heldOut = it.HeldOut().ToDictionary(point => point.Stage.Number, point => point.Average);
        return
            from stage in heldOut.Keys.Order()
            where heldOut.ContainsKey(stage - 1)
            select OfStage(it, new StageId(stage), heldOut[stage] - heldOut[stage - 1]);
    }

    private static Reading OfStage(ExperimentFigures it, StageId stage, double points) =>
        new(points / Percent, it.Experiment, stage.Number.ToString(CultureInfo.InvariantCulture), it.SkillOf(stage));

    private static IEnumerable<Reading> Definitions(ExperimentFigures it) =>
        from definition in ForgettingDefinitions.All
        where definition.Id != RecoveryShare
        let value = definition.Of(it.Report.Accuracy)
        where value is not null
        select new Reading(value.Value / Percent, it.Experiment, definition.Id);
}
