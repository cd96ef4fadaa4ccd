using LmmCl.Architecture.Tests.Examples.Reading;
using LmmCl.Architecture.Tests.Examples.Writing;
using LmmCl.Tests;

namespace LmmCl.Architecture.Tests;

public class NamespaceCyclesTests
{
    public static TheoryData<string> Assemblies() =>
    [
        .. Repository.Files("src", "*.csproj").Select(path => Path.GetFileNameWithoutExtension(path) + ".dll"),
    ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_two_namespaces_of_an_assembly_use_each_other(string assembly) =>
        Assert.Empty(NamespaceCycles.Of(Path.Combine(AppContext.BaseDirectory, assembly)));

    [Fact]
    public void Namespaces_that_use_each_other_are_found()
    {
        var cycle = Assert.Single(NamespaceCycles.Of(typeof(NamespaceCycles).Assembly.Location));

        Assert.Contains($"{typeof(ExampleReader).FullName} uses {typeof(ExampleFile).FullName}", cycle, StringComparison.Ordinal);
        Assert.Contains($"{typeof(ExampleFile).FullName} uses {typeof(ExampleLine).FullName}", cycle, StringComparison.Ordinal);
    }
}
