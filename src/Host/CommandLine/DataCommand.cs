using System.CommandLine;
using LmmCl.Data.Checks;
using LmmCl.Evaluation;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl data check</c>: lists all errors in a data file, with line and field.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "LLaVA JSON or JSONL, a mixture YAML, or a YAML of skills and benchmarks.",
        };
        var images = new Option<string?>("--images") { Description = "Folder of the pictures; by default the file's own." };
        var check = new Command("check", "Say everything that is wrong with a data file.") { file, images };
        check.SetAction(parsed => Check(parsed.GetValue(file)!, parsed.GetValue(images)));
        return new Command("data", "Data files.") { check };
    }

    private static int Check(string file, string? images)
    {
        var report = DataCheck.Run(file, new DataCheckOptions { Pictures = images, Scorers = ScorerCatalog.Ids });
        foreach (var finding in report.Findings)
        {
            Console.WriteLine(finding);
        }

        var found = report.Findings.Count == 0 ? "nothing wrong" : $"{report.Findings.Count} findings";
        Console.WriteLine($"{file}: {report.Records} records, {found}.");
        return report.Findings.Count == 0 ? 0 : CommandFailure.WrongInput;
    }
}
