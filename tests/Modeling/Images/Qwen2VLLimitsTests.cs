using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Processors;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Tests.Images;

public sealed class Qwen2VLLimitsTests
{
    [Theory]
    [InlineData("""{"max_pixels": 3136}""", 56, 56)]
    [InlineData("""{"size": {"shortest_edge": 784, "longest_edge": 3136}}""", 56, 56)]
    [InlineData("""{"max_pixels": 3136, "size": {"shortest_edge": 784, "longest_edge": 1003520}}""", 56, 56)]
    [InlineData("""{"min_pixels": 200704}""", 448, 448)]
    [InlineData("{}", 112, 112)]
    public void The_limits_of_the_file_decide_the_number_of_patches(string config, int height, int width)
    {
        using var json = JsonDocument.Parse(config);
        var processor = ImageProcessorConfig.Create("Qwen2VLImageProcessorFast", json.RootElement, "preprocessor_config.json");

        var extent = processor.Extent(new ImageSize(112, 112), untiled: false);

        Assert.Equal(new ImageExtent(height, width, height / 14 * (width / 14)), extent);
        Assert.Equal(extent, processor.Process(Pictures.Noise(112, 112), untiled: false).Extent);
    }

    [Fact]
    public void A_limit_that_is_no_number_is_named()
    {
        using var json = JsonDocument.Parse("""{"max_pixels": "many"}""");

        var error = Assert.Throws<InputException>(() =>
            ImageProcessorConfig.Create("Qwen2_5_VLImageProcessor", json.RootElement, "preprocessor_config.json"));

        Assert.Equal("preprocessor_config.json: max_pixels", error.Place);
    }
}
