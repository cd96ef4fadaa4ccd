using LmmCl.Abstractions;
using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;
using LmmCl.Modeling.Families;

namespace LmmCl.Data.Tests.Conversations;

public class ConversationEncoderTests
{
    [Fact]
    public void A_template_with_a_frame_puts_it_around_every_picture_in_place_of_the_newline()
    {
        var tokenizer = Samples.Tokenizer.WithAddedToken("<|vision_start|>").WithAddedToken("<|vision_end|>");
        var encoder = new ConversationEncoder(tokenizer, ConversationTemplate.Qwen25VL);

        var found = encoder.EncodePrompt("How many birds?", pictures: 2).InputIds;

        var picture = new[]
        {
            tokenizer.IdOf("<|vision_start|>")!.Value, EncodedConversation.PicturePlaceholder, tokenizer.IdOf("<|vision_end|>")!.Value,
        };
        int[] expected = [.. picture, .. picture, .. tokenizer.Encode("How many birds?")];
        Assert.Contains(string.Join(' ', expected), string.Join(' ', found), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_answer_and_its_end_are_learned()
    {
        var encoded = Samples.Encoder.Encode(Samples.Record("<image>\nHow many birds?", "3 birds", "a.png"));

        var learned = encoded.Labels.Where(label => label != EncodedConversation.Ignored);
        Assert.Equal("3 birds<|im_end|>", Samples.Tokenizer.Decode(learned));
        Assert.Equal(1, encoded.PictureCount);
    }

    [Fact]
    public void As_published_the_templates_tokens_are_learned_everywhere()
    {
        var encoded = Samples.Encoder.Encode(Samples.Record("How many?", "3"), LabelMode.AsPublished);

        var learned = Samples.Tokenizer.Decode(encoded.Labels.Where(label => label != EncodedConversation.Ignored));
        Assert.Equal("<|im_start|>\n<|im_end|>\n<|im_start|>\n<|im_end|>\n<|im_start|>assistant\n3<|im_end|>\n", learned);
    }

    [Fact]
    public void A_prompt_is_the_conversation_up_to_its_answer()
    {
        var record = Samples.Record("<image>\nHow many birds?", "3", "a.png");

        var prompt = Samples.Encoder.EncodePrompt(record).InputIds;

        Assert.Equal(Samples.Encoder.Encode(record).InputIds.Take(prompt.Count), prompt);
        Assert.Equal(prompt, Samples.Encoder.EncodePrompt("How many birds?", pictures: 1).InputIds);
        Assert.EndsWith("<|im_start|>assistant\n", Samples.Tokenizer.Decode(prompt.Where(id => id >= 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_picture_the_marker_is_ordinary_text()
    {
        var encoded = Samples.Encoder.Encode(Samples.Record("what is <image>?", "a marker"));

        Assert.DoesNotContain(Samples.Tokenizer.IdOf(PictureMarker.Text)!.Value, encoded.InputIds);
        Assert.Equal(0, encoded.PictureCount);
    }

    [Fact]
    public void A_tokenizer_of_another_family_is_refused()
    {
        var error = Assert.Throws<InputException>(() => new ConversationEncoder(Samples.Tokenizer, ConversationTemplate.Llama3));

        Assert.Contains("the token '<|begin_of_text|>' of the template llava_llama_3 is missing", error.Message, StringComparison.Ordinal);
    }
}
