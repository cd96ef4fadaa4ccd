using LmmCl.Abstractions;
using LmmCl.Data.Batches;

namespace LmmCl.Data.Tests.Batches;

public class EndTokensTests
{
    [Fact]
    public void A_benchmark_may_name_the_tokens_that_end_an_answer()
    {
        var end = Samples.Tokenizer.IdOf("<|endoftext|>")!.Value;
        var inputs = Inputs([7, 8]);

        Assert.Equal([7, 8], inputs.EndTokensOf(null));
        Assert.Equal([end], inputs.EndTokensOf(["<|endoftext|>"]));
    }

    [Fact]
    public void By_default_an_answer_ends_with_its_turn() => Assert.Equal([Samples.Encoder.EndOfTurn], Inputs().EndTokens);

    [Fact]
    public void A_token_that_the_model_does_not_have_is_named()
    {
        var error = Assert.Throws<InputException>(() => Inputs().EndTokensOf(["<|eot_id|>"]));

        Assert.Contains("<|eot_id|>", error.Message);
    }

    private static ModelInputs Inputs(params int[] end)
    {
        var collator = new Collator(new BatchLayout(_ => 1, ImageTokenId: 0), new PictureReader(null!));
        return end.Length == 0
            ? new ModelInputs(Samples.Tokenizer, Samples.Encoder, collator)
            : new ModelInputs(Samples.Tokenizer, Samples.Encoder, collator) { EndTokens = end };
    }
}
