using System.CommandLine;
using LmmCl.Fidelity;
using LmmCl.Fidelity.Cases;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Hardware;
using LmmCl.Plugins;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl fidelity</c>: compares this code with reference values from the field's standard libraries.</summary>
internal static class FidelityCommand
{
    private const int FailuresShown = 5;

    public static Command Create()
    {
        var goldens = new Option<string>("--goldens")
        {
            Description = "Folder of golden suites.",
            DefaultValueFactory = _ => HostFolders.Goldens,
        };
        var suite = new Option<string?>("--suite") { Description = "Only this suite." };
        var failures = new Option<int>("--failures")
        {
            Description = "How many failures to print per row.",
            DefaultValueFactory = _ => FailuresShown,
        };
        var plugins = HostSettings.PluginsOption();
        var placement = new PlacementOptions();
        placement.Device.Description = "Where whole models compute: auto, cpu, cuda or cuda:N. By default on the CPU.";
        placement.Dtype.Description = "In which type whole models compute: float32 or bfloat16. The tolerances are those of float32.";
        var command = new Command("fidelity", "Compare with expected numbers from the field's own libraries (golden files).")
        {
            goldens, suite, failures, placement.Device, placement.Dtype, plugins,
        };
        command.SetAction(parsed =>
        {
            var methods = new PluginMethods(PluginCatalogue.Open(parsed.GetValue(plugins)));
            var models = Placement.Of(placement.DeviceOr("cpu", parsed), placement.DtypeOr(Precision.Float32, parsed));
            var suites = GoldenSuites.With(methods.Create, models);
            return Run(suites, parsed.GetValue(goldens)!, parsed.GetValue(suite), parsed.GetValue(failures));
        });
        return command;
    }

    private static int Run(IReadOnlyList<IGoldenSuite> suites, string goldens, string? suite, int failuresShown)
    {
        var rows = new List<GoldenRow>();
        foreach (var row in new GoldenRun(suites).Run(goldens, suite))
        {
            Console.Error.WriteLine($"  {row.Group}: {row.Passed} of {row.Cases}");
            rows.Add(row);
        }

        Print(rows, failuresShown);
        return rows.Any(row => row.Failed > 0) ? 1 : 0;
    }

    private static void Print(IReadOnlyList<GoldenRow> rows, int failuresShown)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("suite", "cases", "passed", "failed", "not covered", "largest difference", "tolerance");
        foreach (var row in rows)
        {
            table.AddRow(
                Markup.Escape(row.Group),
                $"{row.Cases}",
                $"{row.Passed}",
                row.Failed > 0 ? $"[red]{row.Failed}[/]" : "0",
                row.NotCovered > 0 ? $"[yellow]{row.NotCovered}[/]" : "0",
                row.LargestDifference == 0 ? "0" : $"{row.LargestDifference:G3}",
                Markup.Escape(row.Tolerance));
        }

        AnsiConsole.Write(table);
        foreach (var row in rows)
        {
            foreach (var failure in row.Failures.Take(failuresShown))
            {
                Console.WriteLine($"FAILED {row.Group}: {failure}");
            }

            foreach (var reason in row.Reasons)
            {
                Console.WriteLine($"not covered yet: {row.Group}: {reason}");
            }
        }

        Console.WriteLine(
            $"{rows.Sum(row => row.Cases)} cases: {rows.Sum(row => row.Passed)} passed, "
            + $"{rows.Sum(row => row.Failed)} failed, {rows.Sum(row => row.NotCovered)} not covered.");
    }
}
