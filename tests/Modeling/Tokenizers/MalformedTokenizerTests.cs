using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Tokenizers;
using LmmCl.Tests;

namespace LmmCl.Modeling.Tests.Tokenizers;

public class MalformedTokenizerTests
{
    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<InputException>(() => HuggingFaceTokenizer.Load("nowhere/tokenizer.json"));

        Assert.Contains("nowhere/tokenizer.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_JSON_is_answered_with_its_line()
    {
        var error = Assert.Throws<InputException>(() => TokenizerDraft.LoadText("{\n\"model\": oops\n}"));

        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.type", "WordPiece", "model.type: 'WordPiece' is not supported")]
    [InlineData("normalizer.type", "NFKC", "normalizer.type: 'NFKC' is not supported. Supported: NFC")]
    [InlineData("decoder.type", "CTC", "decoder.type: 'CTC' is not supported")]
    [InlineData("post_processor.type", "BertProcessing", "post_processor.type: 'BertProcessing' is not supported")]
    [InlineData(
        "pre_tokenizer.pretokenizers.0.pattern.Regex",
        "\\w+",
        "pre_tokenizer.pretokenizers[0].pattern.Regex: the regular expression \\w+ is not known")]
    [InlineData("model.merges.0", "abc", "model.merges[0]: a merge must be two tokens")]
    [InlineData("model.merges.1", "zz yy", "model.merges[1]: the token 'zz' of this merge is not in the vocabulary")]
    [InlineData("added_tokens.0.content", "!", "added_tokens[0]: '!' has id ")]
    [InlineData("added_tokens.1.id", "one", "added_tokens[1].id: must be a token id")]
    public void A_component_that_is_unknown_or_wrong_is_named_with_its_field(string field, string value, string message)
    {
        var error = Assert.Throws<InputException>(() => TokenizerDraft.Load(root => Set(root, field.Split('.'), value)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"type\"", "\"\\ude00\"")]
    [InlineData("\"NFC\"", "\"\\ude00\"")]
    public void Half_a_surrogate_pair_is_refused(string text, string broken) =>
        Assert.Throws<InputException>(() => TokenizerDraft.LoadText(TokenizerDraft.Text.Replace(text, broken, StringComparison.Ordinal)));

    [Fact]
    public void A_damaged_file_is_read_or_refused_but_never_crashes()
    {
        var random = new Random(7);
        var refused = 0;
        for (var i = 0; i < FuzzedInputs.Count; i++)
        {
            var damaged = Damaged(TokenizerDraft.Text, random);
            try
            {
                TokenizerDraft.LoadText(damaged).Encode("How many birds?");
            }
            catch (InputException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, FuzzedInputs.Count / 4, FuzzedInputs.Count);
    }

    private static void Set(JsonNode node, string[] path, string value)
    {
        foreach (var part in path[..^1])
        {
            node = int.TryParse(part, out var index) ? node[index]! : node[part]!;
        }

        if (int.TryParse(path[^1], out var last))
        {
            node[last] = value;
        }
        else
        {
            node[path[^1]] = value;
        }
    }

    /// <summary>The text with a stretch removed, doubled, or overwritten by another stretch of it.</summary>
    private static string Damaged(string text, Random random)
    {
        var (from, to) = (random.Next(text.Length), random.Next(text.Length));
        var length = random.Next(1, 20);
        var piece = text.Substring(from, Math.Min(length, text.Length - from));
        return random.Next(3) switch
        {
            0 => text.Remove(from, piece.Length),
            1 => text.Insert(to, piece),
            _ => text.Remove(from, piece.Length).Insert(Math.Min(to, text.Length - piece.Length), $"{random.Next(1000)}"),
        };
    }
}
