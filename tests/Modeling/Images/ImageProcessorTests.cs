using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Processors;

namespace LmmCl.Modeling.Tests.Images;

public class ImageProcessorTests
{
    private const string Onevision =
        """
        {
          "size": { "height": 28, "width": 28 },
          "image_mean": [0.5, 0.5, 0.5],
          "image_std": [0.5, 0.5, 0.5],
          "image_grid_pinpoints": [[28, 28], [28, 56], [56, 28]]
        }
        """;

    [Fact]
    public void A_lone_picture_is_tiled_after_its_squeezed_whole()
    {
        var processed = Processor("LlavaOnevisionImageProcessor", Onevision).Process(Pictures.Flat(28, 56, 255), untiled: false);
        Assert.Equal((3, 28, 28, new ImageExtent(28, 56, 3)), (processed.Crops, processed.Height, processed.Width, processed.Extent));
        Assert.All(processed.PixelValues, value => Assert.Equal(1f, value));
    }

    [Fact]
    public void One_of_several_pictures_is_padded_to_a_square_in_the_means_colour()
    {
        var processed = Processor("LlavaOnevisionImageProcessor", Onevision).Process(Pictures.Flat(28, 14, 255), untiled: true);
        Assert.Equal(1, processed.Crops);
        Assert.Equal((127 / 255f - 0.5f) / 0.5f, processed.PixelValues[0], 1e-6f);
        Assert.Equal(1f, processed.PixelValues[14]);
    }

    [Theory]
    [InlineData("LlavaOnevisionImageProcessor")]
    [InlineData("LlavaNextImageProcessor")]
    [InlineData("SiglipImageProcessor")]
    [InlineData("CLIPImageProcessor")]
    [InlineData("LlavaImageProcessor")]
    public void Crops_are_known_from_the_size_alone(string type)
    {
        const string Config =
            """
            {
              "size": { "height": 28, "width": 28 }, "crop_size": { "height": 28, "width": 28 },
              "image_grid_pinpoints": [[28, 28], [28, 56], [56, 28], [56, 84]]
            }
            """;
        var processor = Processor(type, Config);
        foreach (var (height, width) in ((int, int)[])[(20, 20), (5, 90), (90, 5), (28, 56), (57, 84), (200, 300), (1, 1)])
        {
            foreach (var untiled in (bool[])[false, true])
            {
                var made = processor.Process(Pictures.Noise(height, width), untiled);

                Assert.Equal(made.Extent, processor.Extent(new(height, width), untiled));
            }
        }
    }

    [Fact]
    public void A_centre_crop_beyond_the_picture_is_black()
    {
        var clip = Processor("CLIPImageProcessor", """{ "size": 4, "crop_size": 6, "do_normalize": false }""");
        var processed = clip.Process(Pictures.Flat(4, 4, 255), untiled: false);
        Assert.Equal((6, 6), (processed.Height, processed.Width));
        Assert.Equal([0f, 1f, 1f, 1f, 1f, 0f], processed.PixelValues[6..12]);
        Assert.Equal(0f, processed.PixelValues[0]);
    }

    [Fact]
    public void A_siglip_crop_has_the_exact_size_whatever_the_aspect()
    {
        var siglip = Processor("SiglipImageProcessorFast", """{ "size": { "height": 30, "width": 20 } }""");
        var processed = siglip.Process(Pictures.Noise(5, 90), untiled: false);
        Assert.Equal((1, 30, 20, 3 * 30 * 20), (processed.Crops, processed.Height, processed.Width, processed.PixelValues.Length));
    }

    [Fact]
    public void Qwen_patches_of_a_merged_block_follow_each_other()
    {
        using var config = JsonDocument.Parse(
            """{ "patch_size": 1, "merge_size": 2, "do_resize": false, "do_rescale": false, "do_normalize": false }""");
        var image = new RgbImage(2, 4, [.. Enumerable.Range(0, 8).SelectMany(number => Enumerable.Repeat((byte)number, 3))]);
        var patches = ImageProcessorConfig.CreateQwen2VL(config.RootElement, "config").Process(image);
        Assert.Equal((2, 4, 6), (patches.GridHeight, patches.GridWidth, patches.PatchLength));
        Assert.Equal([0, 1, 4, 5, 2, 3, 6, 7], patches.Values.Chunk(6).Select(patch => patch[0]));
    }

    [Fact]
    public void An_unknown_class_is_answered_with_near_matches()
    {
        var error = Assert.Throws<InputException>(() => Processor("SigLipImageProcesor", "{}"));
        Assert.Contains("Did you mean 'SiglipImageProcessor'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "image_mean": [0.5, 0.5] }""", "image_mean")]
    [InlineData("""{ "size": { "height": 0, "width": 3 } }""", "size")]
    [InlineData("""{ "size": { "heigth": 3, "width": 3 } }""", "size")]
    [InlineData("""{ "resample": 9 }""", "resample")]
    [InlineData("""{ "image_grid_pinpoints": [[384]] }""", "image_grid_pinpoints")]
    [InlineData("""{ "do_resize": "yes" }""", "do_resize")]
    public void A_wrong_field_is_named(string config, string field)
    {
        var error = Assert.Throws<InputException>(() => Processor("LlavaOnevisionImageProcessor", config));
        Assert.StartsWith($"preprocessor_config.json: {field}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_its_class_is_refused()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.json");
        File.WriteAllText(path, "{}");
        var error = Assert.Throws<InputException>(() => ImageProcessorConfig.FromFile(path));
        File.Delete(path);
        Assert.Contains("'image_processor_type' is missing", error.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => ImageProcessorConfig.FromFile(path));
    }

    private static IImageProcessor Processor(string type, string json)
    {
        using var config = JsonDocument.Parse(json);
        return ImageProcessorConfig.Create(type, config.RootElement, "preprocessor_config.json");
    }
}
