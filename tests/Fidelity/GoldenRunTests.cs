using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Tests;

public sealed class GoldenRunTests : IDisposable
{
    private readonly string goldens = Directory.CreateTempSubdirectory("goldens-").FullName;

    public void Dispose() => Directory.Delete(goldens, recursive: true);

    [Fact]
    public void A_failing_case_is_a_failed_row_with_its_name_and_difference()
    {
        var row = Assert.Single(Run(() => GoldenOutcome.Within(0.5, 0.1, "logits")));

        Assert.Equal((1, 0, 1), (row.Cases, row.Passed, row.Failed));
        Assert.Equal(0.5, row.LargestDifference);
        Assert.Contains("case-a", Assert.Single(row.Failures));
    }

    [Fact]
    public void A_difference_that_is_no_number_fails()
    {
        Assert.Equal(1, Assert.Single(Run(() => GoldenOutcome.Within(double.NaN, 0.1, "logits"))).Failed);
    }

    [Fact]
    public void A_case_that_throws_fails_and_the_run_goes_on()
    {
        Assert.Contains("broken", Assert.Single(Assert.Single(Run(() => throw new InvalidOperationException("broken"))).Failures));
    }

    [Fact]
    public void An_unknown_suite_is_listed_and_not_passed_over()
    {
        Directory.CreateDirectory(Path.Combine(goldens, "telepathy"));

        var row = Assert.Single(new GoldenRun([]).Run(goldens));

        Assert.Equal(("telepathy", 1, 0), (row.Group, row.NotCovered, row.Passed));
    }

    [Fact]
    public void A_suite_that_is_not_there_is_answered_with_near_matches()
    {
        Directory.CreateDirectory(Path.Combine(goldens, "images"));

        var error = Assert.Throws<InputException>(() => new GoldenRun([]).Run(goldens, "image").ToList());

        Assert.Contains("'images'", error.Message);
    }

    [Fact]
    public void A_suites_own_folder_can_be_given()
    {
        Directory.CreateDirectory(Path.Combine(goldens, "made-up"));
        var suite = new FakeSuite("made-up", () => GoldenOutcome.Exact);

        Assert.Equal(1, Assert.Single(new GoldenRun([suite]).Run(Path.Combine(goldens, "made-up"))).Passed);
    }

    private IEnumerable<GoldenRow> Run(Func<GoldenOutcome> check)
    {
        Directory.CreateDirectory(Path.Combine(goldens, "made-up"));
        return new GoldenRun([new FakeSuite("made-up", check)]).Run(goldens);
    }

    private sealed class FakeSuite(string name, Func<GoldenOutcome> check) : IGoldenSuite
    {
        public string Name => name;

        public IEnumerable<GoldenCase> Cases(string folder) => [new(name, "case-a", "0.1", check)];
    }
}
