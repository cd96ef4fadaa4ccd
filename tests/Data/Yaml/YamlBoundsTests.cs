using System.Diagnostics;
using LmmCl.Abstractions;
using LmmCl.Data.Yaml;

namespace LmmCl.Data.Tests.Yaml;

public class YamlBoundsTests
{
    [Fact]
    public void Aliases_to_lists_of_aliases_are_refused_before_they_are_expanded()
    {
        var lines = Enumerable.Range(1, 30).Select(level =>
            $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused("a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + string.Join('\n', lines), "line 6: more than 100,000 values, aliases expanded.");

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    [Theory]
    [InlineData("a: &a [1, *a]", "line 1: the alias '*a' is within the node that it names.")]
    [InlineData("a: &a\n  b: &b { c: [*a] }", "line 2: the alias '*a' is within the node that it names.")]
    public void An_alias_within_the_node_that_it_names_is_refused(string text, string problem) => Refused(text, problem);

    [Fact]
    public void A_key_may_be_named() =>
        Assert.Equal("a", StrictYaml.Parse("&a a: *a", "spec.yaml").AnyFields().Required("a").Text());

    [Fact]
    public void Levels_of_expanded_aliases_count()
    {
        var lines = Enumerable.Range(1, 70).Select(level => $"- &a{level} [*a{level - 1}]");

        Refused("- &a0 x\n" + string.Join('\n', lines), "line 65: nested more than 64 levels deep.");
    }

    [Fact]
    public void Aliases_of_ordinary_files_are_read()
    {
        var root = StrictYaml.Parse("base: &base { rate: 1 }\nfirst: *base\nsecond: *base\n", "spec.yaml").AnyFields();

        Assert.Equal(1, root.Required("second").AnyFields().Required("rate").Integer());
    }

    [Fact]
    public void A_long_list_without_aliases_is_read()
    {
        var clock = Stopwatch.StartNew();

        Assert.Equal(50_000, StrictYaml.Parse($"[{string.Join(", ", Enumerable.Repeat("x", 50_000))}]", "spec.yaml").Items().Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    private static void Refused(string text, string problem)
    {
        var error = Assert.Throws<InputException>(() => StrictYaml.Parse(text, "spec.yaml"));

        Assert.Equal($"spec.yaml: {problem}", error.Message);
    }
}
