namespace LmmCl.Fidelity.Tests;

public class GoldenSuitesTests
{
    public static TheoryData<string, string> Suites()
    {
        var data = new TheoryData<string, string>();
        foreach (var goldens in GoldenFolders.Present)
        {
            foreach (var suite in GoldenSuites.With(Methods.Create).Where(suite => Directory.Exists(Path.Combine(goldens, suite.Name))))
            {
                data.Add(goldens == GoldenFolders.Compact ? "compact" : "full", suite.Name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_golden_case_that_is_covered_passes(string collection, string suite)
    {
        var goldens = collection == "compact" ? GoldenFolders.Compact : GoldenFolders.Full;

        var rows = new GoldenRun(GoldenSuites.With(Methods.Create)).Run(goldens, suite).ToList();

        Assert.Empty(rows.SelectMany(row => row.Failures.Select(failure => $"{row.Group}: {failure}")));
        Assert.True(rows.Sum(row => row.Passed) > 0, $"no case of {suite} was checked");
    }

    [Fact]
    public void The_compact_copy_holds_at_most_fifteen_megabytes()
    {
        var files = Directory.EnumerateFiles(GoldenFolders.Compact, "*", SearchOption.AllDirectories);
        var bytes = files.Sum(file => new FileInfo(file).Length);

        Assert.InRange(bytes, 1, 15_000_000);
    }
}
