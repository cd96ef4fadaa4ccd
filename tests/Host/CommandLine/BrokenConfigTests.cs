
namespace LmmCl.Host.Tests.CommandLine;

/// <summary>A config.json that asks for more than the weights have is refused by field before anything is allocated.</summary>
[Collection(nameof(HostRuns))]
public sealed class BrokenConfigTests : IDisposable
{
    private readonly CopiedWorld copy;
    private readonly Workplace place;

    public BrokenConfigTests(FinishedExperiment finished)
    {
        (copy, place) = (new CopiedWorld(finished.World), new Workplace(finished.World));
    }

    [Theory]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 2000000", "text_config.num_hidden_layers", "2000000 layers", "has 3")]
    [InlineData("\"vocab_size\": 520", "\"vocab_size\": 2000000000", "text_config.vocab_size", "2000000000", "has 520")]
    [InlineData("\"vocab_size\": 520", "\"vocab_size\": 1000000000000", "text_config.vocab_size", "1000000000000")]
    [InlineData("\"vocab_size\": 520", "\"vocab_size\": -1", "text_config.vocab_size", "-1")]
    [InlineData("\"hidden_size\": 64", "\"hidden_size\": 2000000000", "text_config.hidden_size", "2000000000", "has 64")]
    [InlineData("\"intermediate_size\": 136", "\"intermediate_size\": 2000000000", "text_config.intermediate_size", "has 136")]
    [InlineData("\"num_attention_heads\": 4", "\"num_attention_heads\": 8", "num_key_value_heads", "2 heads of width 8", "has 32")]
    [InlineData("\"num_key_value_heads\": 2", "\"num_key_value_heads\": 4", "text_config.num_key_value_heads", "make 64", "has 32")]
    [InlineData("\"rms_norm_eps\": 1e-06", "\"rms_norm_eps\": 1e999", "text_config.rms_norm_eps", "a number")]
    [InlineData("\"rope_theta\": 1000000.0", "\"rope_theta\": NaN", "config.json", "not JSON")]
    [InlineData("\"num_hidden_layers\": 4", "\"num_hidden_layers\": 2000000", "vision_config.num_hidden_layers", "2000000 layers", "has 4")]
    [InlineData("\"hidden_size\": 48", "\"hidden_size\": 2000000000", "vision_config.hidden_size", "has 48")]
    [InlineData("\"image_size\": 56", "\"image_size\": 56000", "vision_config.image_size", "16000000 positions", "has 16")]
    [InlineData("\"num_channels\": 3", "\"num_channels\": 300000", "vision_config.num_channels", "has 3")]
    [InlineData("\"vision_feature_layer\": -1", "\"vision_feature_layer\": [-1, -1]", "model.multi_modal_projector.linear_1.weight", "96")]
    public async Task A_field_that_does_not_fit_the_weights_is_named(string old, string replacement, params string[] parts)
    {
        var config = Path.Combine(copy.Model, "config.json");
        if (replacement.Contains("56000", StringComparison.Ordinal))
        {
            // Canvases are at least as large as a crop.
            File.WriteAllText(config, System.Text.RegularExpressions.Regex.Replace(
                File.ReadAllText(config), "\"image_grid_pinpoints\": \\[[^\"]*\\]", "\"image_grid_pinpoints\": [[56000, 56000]]"));
        }

        CopiedWorld.Rewrite(config, old, replacement);
        var before = GC.GetTotalAllocatedBytes();

        var typed = await Typed.CommandAsync(
            "run", place.Experiment("small", $"model: {copy.Model}", "skills: [timeclock]"), "--runs", place.Runs);

        typed.IsOneErrorWith(["config.json", .. parts]);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 500_000_000);
    }

    public void Dispose()
    {
        place.Dispose();
        copy.Dispose();
    }
}
