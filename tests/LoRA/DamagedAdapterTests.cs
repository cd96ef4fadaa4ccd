using LmmCl.Abstractions;
using LmmCl.LoRA.Peft;
using LmmCl.LoRA.Tests.Small;
using LmmCl.Tests;

namespace LmmCl.LoRA.Tests;

/// <summary>Damaged settings of an adapter end in settings or in one error that names the file, never in anything else.</summary>
public sealed class DamagedAdapterTests
{
    [Fact]
    public void Damaged_settings_are_read_or_refused_and_never_crash()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, PeftNames.ConfigFile);
        var whole = File.ReadAllText(
            Path.Combine(Repository.Root, "tests", "goldens", "families", "llava_next", "adapter-peft", PeftNames.ConfigFile));
        var random = new Random(1);
        var (read, refused) = (0, 0);
        for (var round = 0; round < FuzzedInputs.Count; round++)
        {
            File.WriteAllText(path, DamagedJson.Of(whole, random));
            try
            {
                var config = PeftConfigFile.Read(folder.Path);
                Assert.DoesNotContain(null, config.ModulesToSave);
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
}
