using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Tests.Small;

namespace LmmCl.Modeling.Tests.Generation;

public sealed class GenerationSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("""{"eos_token_id":[4,5],"pad_token_id":6}""", "{}", new[] { 4, 5 }, 6)]
    [InlineData("""{"eos_token_id":4}""", """{"text_config":{"eos_token_id":7,"pad_token_id":8}}""", new[] { 4 }, 8)]
    [InlineData(null, """{"eos_token_id":9,"text_config":{"eos_token_id":7}}""", new[] { 9 }, null)]
    [InlineData(null, "{}", new int[0], null)]
    public void What_the_generation_file_leaves_out_is_looked_for_in_the_configuration(
        string? generation, string config, int[] end, int? pad)
    {
        File.WriteAllText(folder.File("config.json"), config);
        if (generation is not null)
        {
            File.WriteAllText(folder.File("generation_config.json"), generation);
        }

        var settings = GenerationSettings.Read(CheckpointFolder.Open(folder.Path));
        Assert.Equal(end, settings.EndTokens);
        Assert.Equal(pad, settings.PadToken);
    }

    public void Dispose() => folder.Dispose();
}
