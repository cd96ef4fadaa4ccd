using LmmCl.Abstractions;
using LmmCl.Plugins.Manifests;
using LmmCl.Plugins.Memory;

namespace LmmCl.Plugins.Tests;

/// <summary>What the user said of plugins is never forgotten because a file is damaged.</summary>
public sealed class PluginMemoryTests : IDisposable
{
    private const int Mutations = 500;

    private readonly PluginFolder folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "SelectiveTuning": null }""")]
    [InlineData("""{ "SelectiveTuning": { "disabled": {} } }""")]
    [InlineData("""{ "SelectiveTuning": { "disable": { "reason": "no", "time": "2026-11-28T00:00:00Z" } } }""")]
    public void A_damaged_file_enables_nothing_and_is_not_written_over(string damaged)
    {
        folder.Open().Disable("SelectiveTuning", "it is too slow");
        File.WriteAllText(folder.Memory, damaged);

        var catalogue = folder.Open();

        Assert.NotEqual(PluginStatus.Active, catalogue.Known("SelectiveTuning").Status);
        Assert.Contains(folder.Memory, catalogue.Known("SelectiveTuning").Reason, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new PluginMethods(catalogue).Create("SelectiveTuning"));
        Assert.All<Action>(
            [() => catalogue.Enable("SelectiveTuning"), () => catalogue.Disable("SelectiveTuning", "again")],
            change =>
            {
                var error = Assert.Throws<InputException>(change);
                Assert.StartsWith($"{folder.Memory}: it is damaged", error.Message, StringComparison.Ordinal);
                Assert.Contains("lmmcl plugins disable", error.Message, StringComparison.Ordinal);
            });
        Assert.Equal(damaged, File.ReadAllText(folder.Memory));
    }

    [Fact]
    public void A_run_goes_on_when_the_file_is_damaged_meanwhile()
    {
        var catalogue = folder.Open();
        var entry = catalogue.Known("SelectiveTuning");
        File.WriteAllText(folder.Memory, "{");

        catalogue.StageEnded(entry, new(1), failure: null);
        catalogue.StageEnded(entry, new(1), "it diverged");

        Assert.Equal("{", File.ReadAllText(folder.Memory));
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        folder.Open().Disable("SelectiveTuning", "it is too slow");
        var whole = File.ReadAllBytes(folder.Memory);

        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder.Memory, whole[..length]);
            Assert.Throws<InputException>(() => new PluginMemory(folder.Memory).Read());
        }
    }

    [Fact]
    public void Flipped_bits_are_refused_or_read_but_never_drop_an_entry()
    {
        folder.Open().Disable("SelectiveTuning", "it is too slow");
        var whole = File.ReadAllBytes(folder.Memory);
        var (random, refused) = (new Random(3), 0);
        for (var i = 0; i < Mutations; i++)
        {
            var flipped = whole.ToArray();
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(folder.Memory, flipped);
            try
            {
                Assert.NotNull(Assert.Single(new PluginMemory(folder.Memory).Read()).Value.Disabled);
            }
            catch (InputException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, Mutations / 10, Mutations);
    }

    public void Dispose() => folder.Dispose();
}
