using System.Xml.Linq;

namespace LmmCl.Architecture.Tests;

public class DependencyArrowsTests
{
    public static TheoryData<string> Projects() =>
    [
        .. Repository.Files("src", "*.csproj")
            .Concat(Repository.Files("plugins", "*.csproj"))
            .Select(path => Path.GetRelativePath(Repository.Root, path)),
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_the_architecture_allows(string path)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, path));

        var violations = DependencyArrows.Violations(
            Path.GetFileNameWithoutExtension(path),
            path.StartsWith("plugins", StringComparison.Ordinal),
            DependencyArrows.References(project));

        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("LmmCl.Modeling", false, "<ProjectReference Include='../Host/LmmCl.Host.csproj' />")]
    [InlineData("LmmCl.Training", false, "<ProjectReference Include='../Evaluation/LmmCl.Evaluation.csproj' />")]
    [InlineData("LmmCl.SelectiveTuning", true, "<ProjectReference Include='../../src/Modeling/LmmCl.Modeling.csproj' />")]
    [InlineData("LmmCl.SelectiveTuning", true, "<PackageReference Include='MediatR' />")]
    public void A_reference_against_the_arrows_is_found(string name, bool isPlugin, string reference)
    {
        var project = XDocument.Parse($"<Project><ItemGroup>{reference}</ItemGroup></Project>");

        Assert.Single(DependencyArrows.Violations(name, isPlugin, DependencyArrows.References(project)));
    }
}
