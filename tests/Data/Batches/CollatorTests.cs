using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Sizes;
using static TorchSharp.torch;

namespace LmmCl.Data.Tests.Batches;

public class CollatorTests
{
    private const int ImageTokens = 3;

    [Fact]
    public void Placeholders_become_image_tokens_without_loss_and_rows_are_padded_on_the_right()
    {
        using var folder = Pictures();
        var inputs = Inputs();
        var examples = CountedAndUnpictured(inputs, folder);

        using var batch = inputs.Collator.ForTraining(examples);

        var image = Samples.Tokenizer.IdOf("<image>")!.Value;
        var (ids, mask, labels) = (Row(batch.InputIds, 0), Row(batch.AttentionMask, 1), Row(batch.Labels!, 0));
        Assert.Equal(ImageTokens, ids.Count(id => id == image));
        Assert.All(ids.Zip(labels).Where(pair => pair.First == image), pair => Assert.Equal(MultimodalBatch.IgnoredLabel, pair.Second));
        Assert.Equal(examples[1].Text.InputIds.Count, mask.Sum());
        Assert.Equal(0, mask[^1]);
        Assert.Equal([1L, 3, 2, 2], batch.PixelValues!.shape);
        Assert.Equal(new ImageExtent(8, 8, 1), Assert.Single(batch.Images));
    }

    [Fact]
    public void Prompts_are_padded_on_the_left_and_have_no_labels()
    {
        var inputs = Inputs();

        using var batch = inputs.Questions([("How many birds are there?", [], null), ("q", [], null)]);

        Assert.Null(batch.Labels);
        Assert.Null(batch.PixelValues);
        Assert.Equal((0, 1), (Row(batch.AttentionMask, 1)[0], Row(batch.AttentionMask, 1)[^1]));
    }

    [Theory]
    [InlineData("How many birds are there?")]
    [InlineData("数えて 𝔞\u0958\u0301")]
    [InlineData("\n\n\t  ... ")]
    [InlineData("")]
    public void The_bound_of_a_length_is_never_below_the_length(string text)
    {
        var encoder = Inputs().Encoder;
        var record = new LlavaRecord("", null, [new LlavaTurn("human", text), new LlavaTurn("gpt", text)], RecordPlace.Nowhere);

        Assert.True(encoder.MostTokens(record) >= encoder.Encode(record).InputIds.Count);
    }

    [Fact]
    public void A_length_is_known_without_looking_at_pixels()
    {
        using var folder = Pictures();
        var processor = new TwoByTwo();
        var inputs = Inputs(processor);
        var examples = CountedAndUnpictured(inputs, folder);

        var lengths = examples.Select(inputs.Collator.LengthOf).ToList();

        Assert.Empty(processor.Untiled);
        using var batch = inputs.Collator.ForTraining(examples);
        Assert.Equal(lengths, [(int)Row(batch.AttentionMask, 0).Sum(), (int)Row(batch.AttentionMask, 1).Sum()]);
    }

    [Fact]
    public void A_lone_picture_is_tiled_and_several_are_not()
    {
        using var folder = Pictures();
        var processor = new TwoByTwo();
        var inputs = Inputs(processor);

        inputs.Questions([("q", [folder.PathOf("a.png")], null), ("q", [folder.PathOf("a.png"), folder.PathOf("b.png")], null)]).Dispose();

        Assert.Equal([false, true, true], processor.Untiled);
    }

    [Fact]
    public void A_picture_is_processed_once()
    {
        using var folder = Pictures();
        var processor = new TwoByTwo();
        var reader = new PictureReader(processor);

        Assert.Same(reader.Read(folder.PathOf("a.png"), false), reader.Read(folder.PathOf("a.png"), false));
        Assert.Single(processor.Untiled);
    }

    [Fact]
    public void Without_memory_pictures_are_processed_each_time()
    {
        using var folder = Pictures();
        var reader = new PictureReader(new TwoByTwo(), memory: 0);

        Assert.NotSame(reader.Read(folder.PathOf("a.png"), false), reader.Read(folder.PathOf("a.png"), false));
    }

    [Fact]
    public void A_row_that_would_lose_its_picture_or_every_answer_is_refused()
    {
        using var folder = Pictures();
        var inputs = Inputs(maximumLength: 12);
        var examples = CountedAndUnpictured(inputs, folder);

        var pictured = Assert.Throws<InputException>(() => inputs.Collator.ForTraining([examples[0]]));
        var unpictured = Assert.Throws<InputException>(() => inputs.Collator.ForTraining([examples[1]]));
        Assert.Contains("would lose", pictured.Message, StringComparison.Ordinal);
        Assert.Contains("every answer", unpictured.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Markers_that_do_not_fit_the_pictures_are_refused_before_training()
    {
        using var folder = Pictures();

        var unmarked = Samples.Record("no marker", "3", "a.png");
        var error = Assert.Throws<InputException>(() => Inputs().Examples([unmarked], new PictureFolder(folder.Root)));

        Assert.Contains("1 pictures are given and 0 markers", error.Message, StringComparison.Ordinal);
    }

    private static DataFolder Pictures()
    {
        var folder = new DataFolder();
        Samples.Picture(folder.PathOf("a.png"));
        Samples.Picture(folder.PathOf("b.png"), height: 4);
        return folder;
    }

    private static IReadOnlyList<EncodedExample> CountedAndUnpictured(ModelInputs inputs, DataFolder folder) => inputs.Examples(
        [Samples.Record("<image>\nHow many birds?", "3", "a.png"), Samples.Record("q", "a")], new PictureFolder(folder.Root));

    private static ModelInputs Inputs(TwoByTwo? processor = null, int maximumLength = 1_000)
    {
        var (image, padding) = (Samples.Tokenizer.IdOf("<image>")!.Value, Samples.Tokenizer.IdOf("<|endoftext|>")!.Value);
        var layout = new BatchLayout(_ => ImageTokens, image, padding, maximumLength);
        return new(Samples.Tokenizer, Samples.Encoder, new Collator(layout, new PictureReader(processor ?? new TwoByTwo())));
    }

    private static long[] Row(Tensor matrix, int row) => matrix.select(0, row).data<long>().ToArray();

    private sealed class TwoByTwo : IImageProcessor
    {
        public List<bool> Untiled { get; } = [];

        public ProcessedImage Process(RgbImage image, bool untiled)
        {
            Untiled.Add(untiled);
            return new(1, 2, 2, new float[12], new ImageExtent(image.Height, image.Width, 1));
        }

        public ImageExtent Extent(ImageSize original, bool untiled) => new(original.Height, original.Width, 1);
    }
}
