using LmmCl.Abstractions;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tests.Small;

namespace LmmCl.Modeling.Tests.LlavaOnevision;

public sealed class LlavaOnevisionConfigTests
{
    private const string Minimal = """
        {"model_type":"llava_onevision","image_token_index":7,
         "text_config":{"model_type":"qwen2","hidden_size":16,"num_attention_heads":4,"num_key_value_heads":2,"rope_theta":5000.0},
         "vision_config":{"hidden_size":12,"num_attention_heads":2,"image_size":28,"patch_size":14}}
        """;

    [Fact]
    public void What_is_written_says_what_was_read()
    {
        var text = LlavaOnevisionConfigFile.ToJson(SmallModel.Config, "float32").ToJsonString();
        var read = LlavaOnevisionConfig.Parse("config.json", text);
        Assert.Equal(SmallModel.Config.Text, read.Text);
        Assert.Equal(SmallModel.Config.Vision, read.Vision);
        Assert.Equal(SmallModel.Config.Pinpoints, read.Pinpoints);
        Assert.Equal(SmallModel.Config.ImageTokenId, read.ImageTokenId);
    }

    [Fact]
    public void The_newer_spelling_means_the_same()
    {
        var newer = Minimal
            .Replace("image_token_index", "image_token_id")
            .Replace("\"rope_theta\":5000.0", "\"rope_parameters\":{\"rope_type\":\"default\",\"rope_theta\":5000.0}");
        var (one, other) = (LlavaOnevisionConfig.Parse("a", Minimal), LlavaOnevisionConfig.Parse("b", newer));
        Assert.Equal(one.Text, other.Text);
        Assert.Equal(one.ImageTokenId, other.ImageTokenId);
    }

    [Theory]
    [InlineData("\"hidden_size\":16", "\"hidden_size\":\"16\"", "text_config.hidden_size: expected a whole number")]
    [InlineData("\"hidden_size\":16", "\"hidden_size\":0", "must be at least 1")]
    [InlineData("\"num_key_value_heads\":2", "\"num_key_value_heads\":3", "does not divide")]
    [InlineData("\"qwen2\"", "\"qwen3\"", "'qwen3' is not supported")]
    [InlineData("\"rope_theta\":5000.0", "\"rope_scaling\":{\"type\":\"yarn\"}", "'yarn' is not supported")]
    [InlineData("\"rope_theta\":5000.0", "\"use_sliding_window\":true", "sliding-window")]
    [InlineData("\"patch_size\":14", "\"patch_size\":29", "larger than the crop")]
    [InlineData("\"image_token_index\":7", "\"vision_aspect_ratio\":\"pad\"", "anyres_max_N")]
    [InlineData("\"image_token_index\":7", "\"image_grid_pinpoints\":[[28]]", "is not a pair")]
    [InlineData("\"image_token_index\":7", "\"vision_feature_layer\":99", "hidden states 0 to 12")]
    [InlineData("\"vision_config\"", "\"other\"", "vision_config: the vision tower's settings are missing")]
    public void What_is_wrong_or_not_supported_is_named_with_file_and_field(string find, string replace, string said)
    {
        var error = Assert.Throws<InputException>(() => LlavaOnevisionConfig.Parse("folder/config.json", Minimal.Replace(find, replace)));
        Assert.Contains("folder/config.json", error.Message);
        Assert.Contains(said, error.Message);
    }
}
