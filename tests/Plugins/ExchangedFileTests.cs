using LmmCl.Abstractions;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Tests;

/// <summary>What happens to a plugin's files between the check of the catalogue and the loading of the code.</summary>
public sealed class ExchangedFileTests
{
    private const string Id = "ConflictingDependency";

    [Theory]
    [InlineData($"Zoo.{Id}.dll")]
    [InlineData("YamlDotNet.dll")]
    [InlineData($"Zoo.{Id}.deps.json")]
    [InlineData("plugin.json")]
    public void A_file_that_is_exchanged_after_the_check_is_not_loaded(string file)
    {
        using var zoo = new Zoo(Id);
        var catalogue = zoo.OpenTrusting(Id);
        var path = Path.Combine(zoo.Folder(Id), file);
        var checkedContent = File.ReadAllBytes(path);
        File.AppendAllText(path, " ");

        var error = Assert.Throws<InputException>(() => new PluginMethods(catalogue).Create(Id));

        Assert.Contains($"{path} was exchanged after it was checked", error.Message, StringComparison.Ordinal);
        File.WriteAllBytes(path, checkedContent);
        Assert.Equal(PluginStatus.Active, zoo.Open().Known(Id).Status);
    }

    [Fact]
    public void A_library_that_is_exchanged_after_the_code_was_loaded_is_not_used()
    {
        using var zoo = new Zoo(Id);
        var methods = new PluginMethods(zoo.OpenTrusting(Id));
        methods.Create(Id);

        foreach (var file in Directory.GetFiles(zoo.Folder(Id), "*.dll"))
        {
            File.WriteAllText(file, "another");
        }

        Assert.Equal("YamlDotNet 11.0.0.0", methods.Create(Id).Describe().Citation);
    }

    [Fact]
    public void A_file_that_cannot_be_read_now_is_not_held_against_the_plugin()
    {
        using var zoo = new Zoo(Id);
        var methods = new PluginMethods(zoo.OpenTrusting(Id));
        var assembly = Path.Combine(zoo.Folder(Id), $"Zoo.{Id}.dll");
        File.Move(assembly, Path.Combine(zoo.Root, "away"));
        Directory.CreateDirectory(assembly);

        var error = Assert.Throws<InputException>(() => methods.Create(Id));

        Assert.Contains("try again", error.Message, StringComparison.Ordinal);
        Directory.Delete(assembly);
        File.Move(Path.Combine(zoo.Root, "away"), assembly);
        Assert.Equal(PluginStatus.Active, zoo.Open().Known(Id).Status);
        Assert.Equal(Id, methods.Create(Id).Describe().Id);
    }
}
