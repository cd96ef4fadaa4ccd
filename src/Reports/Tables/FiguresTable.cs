using LmmCl.Evaluation;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tables;

/// <summary>Learning and forgetting in every named definition, each with its formula.</summary>
internal static class FiguresTable
{
    internal static ReportTable Of(ReportData data) => new(
        "Learning and forgetting (percentage points; negative is forgotten unless the definition says otherwise)",
        [new("figure", IsText: true), new("value"), new("definition", IsText: true), new("formula", IsText: true)],
        [
            .. ForgettingDefinitions.All.Select(definition => new ReportRow(
                [
                    definition.Title,
                    new(Value(definition, data.Accuracy), Strong: true),
                    $"{definition.Id} v{definition.Version}",
                    definition.Formula,
                ])),
        ],
        ["a[k,b]: score on benchmark b after stage k, 0 is the base model; t_k: benchmark of the skill of stage k; T: last stage."]);

    internal static string Value(ForgettingDefinition definition, AccuracyMatrix matrix) => definition.Id switch
    {
        "recovery" => Figures.Share(definition.Of(matrix)),
        "average_accuracy" => Figures.Percent(definition.Of(matrix)),
        _ => Figures.Change(definition.Of(matrix)),
    };
}
