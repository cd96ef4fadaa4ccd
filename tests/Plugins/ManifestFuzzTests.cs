using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LmmCl.Abstractions;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Tests;

/// <summary>Whatever the bytes of a manifest are: a manifest or an <see cref="InputException"/>, and nothing else.</summary>
public sealed class ManifestFuzzTests
{
    private const int Cases = 3000;

    private static readonly byte[] good = File.ReadAllBytes(
        Path.Combine(PluginCatalogue.DefaultFolder, "SelectiveTuning", PluginManifest.FileName));

    private static readonly string[] pieces =
    [
        "null", "true", "1e999", "\"\"", "[]", "{}", "\"\\ud800\"", "\"../../x\"", "\"\\u0000\"", "\"99999999999.0\"", "\"id\"",
        "{\"id\":{\"id\":{}}}", ",", ":", "\"", "\uFEFF",
    ];

    [Fact]
    public void Arbitrary_bytes() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), IsAnsweredInOrder).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void A_good_manifest_with_bytes_changed_lost_and_doubled() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), changes => IsAnsweredInOrder(Spoiled(changes)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void A_good_manifest_with_values_exchanged() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(int Place, int Piece)>(), change => IsAnsweredInOrder(Exchanged(change.Place, change.Piece)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void The_manifest_that_is_spoiled_here_is_a_good_one_and_spoiling_shows()
    {
        Assert.True(IsManifest(good));
        Assert.False(IsManifest(Spoiled([0])));
        Assert.False(IsManifest(Exchanged(0, 0)));
    }

    private static bool IsAnsweredInOrder(byte[] content)
    {
        IsManifest(content);
        return true;
    }

    private static bool IsManifest(byte[] content)
    {
        try
        {
            return ManifestReader.Parse("plugin.json", content).Files.Count > 0;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static byte[] Spoiled(int[] changes)
    {
        var bytes = good.ToList();
        foreach (var change in changes)
        {
            var place = (change & int.MaxValue) % bytes.Count;
            switch (change % 3)
            {
                case 0:
                    bytes[place] = (byte)(change >> 8);
                    break;
                case 1:
                    bytes.RemoveAt(place);
                    break;
                default:
                    bytes.InsertRange(place, bytes.Take(place).ToList());
                    break;
            }

            if (bytes.Count is 0 or > 1 << 16)
            {
                break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts a piece of JSON in the place of one of the manifest's texts, brackets or numbers.</summary>
    private static byte[] Exchanged(int place, int piece)
    {
        var text = Encoding.UTF8.GetString(good);
        var parts = System.Text.RegularExpressions.Regex.Matches(text, "\"[^\"]*\"|[\\[\\]{}]");
        var chosen = parts[(place & int.MaxValue) % parts.Count];
        return Encoding.UTF8.GetBytes(
            text[..chosen.Index] + pieces[(piece & int.MaxValue) % pieces.Length] + text[(chosen.Index + chosen.Length)..]);
    }
}
