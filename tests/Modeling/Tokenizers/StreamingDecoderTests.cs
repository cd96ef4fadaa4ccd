namespace LmmCl.Modeling.Tests.Tokenizers;

public class StreamingDecoderTests
{
    [Fact]
    public void Half_a_character_is_held_back_until_it_is_whole()
    {
        var tokenizer = TokenizerDraft.Load();
        var ids = tokenizer.Encode("é");
        var stream = tokenizer.NewStream();

        Assert.Equal(2, ids.Count);
        Assert.Equal("", stream.Push(ids[0]));
        Assert.Equal("é", stream.Push(ids[1]));
        Assert.Equal("", stream.Flush());
    }

    [Fact]
    public void Half_a_character_at_the_end_is_printed_as_a_replacement()
    {
        var tokenizer = TokenizerDraft.Load();
        var stream = tokenizer.NewStream();

        Assert.Equal("", stream.Push(tokenizer.Encode("é")[0]));
        Assert.Equal("\uFFFD", stream.Flush());
    }

    [Fact]
    public void Special_tokens_are_left_out_on_request()
    {
        var tokenizer = TokenizerDraft.Load();
        var ids = tokenizer.Encode("red<|im_end|>");

        Assert.Equal("red<|im_end|>", tokenizer.Decode(ids));
        Assert.Equal("red", tokenizer.Decode(ids, skipSpecialTokens: true));
    }

    [Fact]
    public void An_id_without_a_token_is_named()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => TokenizerDraft.Load().Decode([5, 4711]));

        Assert.Contains("4711", error.Message, StringComparison.Ordinal);
    }
}
