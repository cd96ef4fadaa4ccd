using LmmCl.Modeling.Tokenizers.Learning;

namespace LmmCl.Modeling.Tests.Tokenizers;

public class ByteLevelBpeTrainerTests
{
    [Fact]
    public void The_most_frequent_pair_is_learned_first_and_of_equal_ones_that_with_the_smallest_ids()
    {
        var learned = ByteLevelBpeTrainer.Train(["cd", "cd", "ca", "ca", "ab", "ab", "ab"], 256 + 3, []);

        Assert.Equal([("a", "b"), ("c", "a"), ("c", "d")], learned.Merges);
    }

    [Fact]
    public void The_order_of_the_texts_does_not_matter()
    {
        string[] texts = ["a red bird", "two blue birds", "a bird again, blue"];

        var one = ByteLevelBpeTrainer.Train(texts, 290, ByteLevelBpeTrainer.ChatTokens);
        var other = ByteLevelBpeTrainer.Train(texts.Reverse(), 290, ByteLevelBpeTrainer.ChatTokens);

        Assert.Equal(one.Merges, other.Merges);
    }

    [Fact]
    public void Added_tokens_get_the_last_ids_and_are_not_learned_from()
    {
        var tokenizer = TokenizerDraft.Load();
        var learned = ByteLevelBpeTrainer.Train(["<image><image><image>"], 300, ByteLevelBpeTrainer.ChatTokens);

        Assert.Empty(learned.Merges);
        Assert.Equal(tokenizer.VocabularySize - 1, tokenizer.IdOf("<video>"));
        Assert.Equal([tokenizer.IdOf("<|im_start|>")!.Value], tokenizer.Encode("<|im_start|>"));
    }

    [Fact]
    public void Any_text_comes_back_from_its_ids()
    {
        var tokenizer = TokenizerDraft.Load();
        var text = "Ünïcode 🚀\n\n  12 birds' eyes — 鳥\0";

        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Fact]
    public void The_newline_has_the_id_of_published_vocabularies() => Assert.Equal([198], TokenizerDraft.Load().Encode("\n"));

    [Fact]
    public void A_size_without_room_for_the_bytes_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ByteLevelBpeTrainer.Train(["text"], 258, ByteLevelBpeTrainer.ChatTokens));
}
