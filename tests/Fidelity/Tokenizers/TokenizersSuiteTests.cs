using LmmCl.Fidelity.Cases;
using LmmCl.Fidelity.Suites.Tokenizers;
using LmmCl.Modeling.Tokenizers.Learning;

namespace LmmCl.Fidelity.Tests.Tokenizers;

/// <summary>The suite passes right expectations and fails wrong ones, with a tokenizer that it has never seen.</summary>
public sealed class TokenizersSuiteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("[64, 64]", "aa", Verdict.Passed)]
    [InlineData("[64, 65]", "aa", Verdict.Failed)]
    [InlineData("[64, 64]", "ab", Verdict.Failed)]
    public void One_id_or_character_decides_a_text(string ids, string decoded, Verdict verdict)
    {
        Write("own/cases.json", $$"""
            [
              {
                "name": "one", "text": "aa", "ids": {{ids}}, "ids_with_special_tokens": [64, 64],
                "decoded": "{{decoded}}", "decoded_skip_special_tokens": "aa"
              }
            ]
            """);

        var item = Assert.Single(Cases());

        Assert.Equal(("tokenizers/own/encode", verdict), (item.Group, item.Check().Verdict));
    }

    [Theory]
    [InlineData("[0, 1]", Verdict.Passed)]
    [InlineData("[0, 0]", Verdict.Failed)]
    public void Printing_more_than_is_safe_fails(string safe, Verdict verdict)
    {
        Write("own/streaming.json", $$"""
            [{ "name": "half", "ids": [127, 102], "prefixes": ["\ufffd", "\u00e9"], "prefixes_skip_special_tokens": ["\ufffd", "\u00e9"],
               "safe_utf16": {{safe}}, "safe_utf16_skip_special_tokens": {{safe}} }]
            """);

        Assert.Equal(verdict, Assert.Single(Cases()).Check().Verdict);
    }

    [Fact]
    public void A_file_of_an_unknown_kind_is_listed_and_never_passed()
    {
        Write("own/offsets.json", "[]");

        Assert.Equal(Verdict.NotCovered, Assert.Single(Cases()).Check().Verdict);
    }

    private List<GoldenCase> Cases()
    {
        Write("own/tokenizer.json", "");
        ByteLevelBpeTrainer.Train([], 256, []).Save(Path.Combine(folder, "own", "tokenizer.json"));
        return [.. new TokenizersSuite().Cases(folder)];
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
