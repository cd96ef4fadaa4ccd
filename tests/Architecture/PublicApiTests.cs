using System.Reflection;
using LmmCl.Abstractions;
using LmmCl.Testing;

namespace LmmCl.Architecture.Tests;

public class PublicApiTests
{
    public static TheoryData<string> Packages() => ["LmmCl.Abstractions", "LmmCl.Testing"];

    /// <summary>To accept a change on purpose: run with LMMCL_ACCEPT_API=1, read the difference, commit it with its reason.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public void What_plugins_are_built_against_changes_only_on_purpose(string package)
    {
        var frozen = Path.Combine(Repository.Root, "tests/Architecture", package + ".txt");
        var now = PublicApi.Of(Of(package));
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

    /// <summary>docs/adr/0008-the-contracts-version.md says why each is what it is.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_assembly_and_contract_have_versions_that_belong_together(string package)
    {
        var contract = MethodContract.Version;
        var assembly = Of(package);
        var packaged = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', '-')[0];

        Assert.Equal(new Version(contract.Major, 0, 0, 0), assembly.GetName().Version);
        Assert.Equal($"{contract.Major}.{contract.Minor}", string.Join('.', packaged.Split('.').Take(2)));
    }

    private static Assembly Of(string package) =>
        (package == "LmmCl.Testing" ? typeof(MethodConformance) : typeof(InputException)).Assembly;
}
