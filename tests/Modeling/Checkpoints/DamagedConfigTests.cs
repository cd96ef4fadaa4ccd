using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Tests.Small;
using LmmCl.Tests;

namespace LmmCl.Modeling.Tests.Checkpoints;

/// <summary>Damaged settings beside the weights end in settings or in one error that names the file, never in anything else.</summary>
public sealed class DamagedConfigTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Files()
    {
        var files = new TheoryData<string, string>();
        foreach (var family in (string[])["llava_onevision", "llava_next", "qwen2_5_vl"])
        {
            foreach (var file in (string[])["config.json", "preprocessor_config.json", "generation_config.json"])
            {
                files.Add(family, file);
            }
        }

        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Damaged_settings_are_read_or_refused_and_never_crash(string family, string file)
    {
        foreach (var path in Directory.GetFiles(Path.Combine(Repository.Root, "tests", "goldens", "families", family, "checkpoint"), "*.json"))
        {
            File.Copy(path, folder.File(Path.GetFileName(path)));
        }

        var damaged = folder.File(file);
        var whole = File.ReadAllText(damaged);
        var random = new Random(1);
        var (read, refused) = (0, 0);
        for (var round = 0; round < FuzzedInputs.Count / 3; round++)
        {
            File.WriteAllText(damaged, DamagedJson.Of(whole, random));
            try
            {
                Read(file);
                read++;
            }
            catch (InputException error)
            {
                Assert.StartsWith(folder.Path, error.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} were read, {refused} refused");
    }

    public void Dispose() => folder.Dispose();

    private void Read(string file)
    {
        var checkpoint = CheckpointFolder.Open(folder.Path);
        switch (file)
        {
            case "config.json":
                var config = JsonFields.Open(checkpoint.Config);
                ModelFamilies.Of(config).Read(config);
                break;
            case "preprocessor_config.json":
                ModelFamilies.Of(JsonFields.Open(checkpoint.Config)).ImageProcessor(checkpoint);
                break;
            default:
                GenerationSettings.Read(checkpoint);
                break;
        }
    }
}
