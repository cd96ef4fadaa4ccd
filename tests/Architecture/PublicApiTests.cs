using LmmCl.Abstractions;

namespace LmmCl.Architecture.Tests;

public class PublicApiTests
{
    private static readonly string frozen = Path.Combine(Repository.Root, "tests/Architecture/LmmCl.Abstractions.txt");

    /// <summary>To accept a change on purpose: run with LMMCL_ACCEPT_API=1, read the difference, commit it with its reason.</summary>
    [Fact]
    public void The_contract_that_plugins_are_built_against_changes_only_on_purpose()
    {
        var now = PublicApi.Of(typeof(InputException).Assembly);
        if (Environment.GetEnvironmentVariable("LMMCL_ACCEPT_API") == "1")
        {
            File.WriteAllLines(frozen, now);
        }

        Assert.Equal(File.ReadAllLines(frozen), now);
    }

    [Fact]
    public void A_new_member_shows_in_the_listing()
    {
        var listing = PublicApi.Of(typeof(InputException).Assembly);

        Assert.Contains("LmmCl.Abstractions.InputException.Place : System.String { get; }", listing);
    }
}
