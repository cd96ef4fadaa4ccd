using LmmCl.Abstractions;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Tests;

/// <summary>
/// Ways in which loading goes wrong, each with a plugin that was really built so. The host stays up, and the reason is in the status.
/// </summary>
public sealed class ZooLoadingTests
{
    [Theory]
    [InlineData("OlderContract", "it runs with contract [0.1, 1.0), this is 1.")]
    [InlineData("NewerContract", "it runs with contract [2.0, 3.0), this is 1.")]
    public void A_plugin_made_for_another_contract_is_not_supported_and_not_loaded(string id, string reason)
    {
        using var zoo = new Zoo(id);

        var error = Assert.Throws<InputException>(() => new PluginMethods(zoo.Open()).Create(id));

        Assert.Equal(PluginStatus.NotSupported, zoo.Open().Known(id).Status);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == $"Zoo.{id}");
    }

    [Fact]
    public void A_missing_dependency_shows_when_the_plugin_is_loaded_and_not_hours_later()
    {
        using var zoo = new Zoo("MissingDependency");

        Assert.Throws<InputException>(() => new PluginMethods(zoo.OpenTrusting("MissingDependency")).Create("MissingDependency"));

        var entry = zoo.Open().Known("MissingDependency");
        Assert.Equal(PluginStatus.Malfunctioned, entry.Status);
        Assert.Contains("it needs Zoo.Lost 0.1.0.0: neither in its folder nor shared by the host", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_with_its_own_version_of_a_library_of_the_hosts_works_with_its_own()
    {
        using var zoo = new Zoo("ConflictingDependency");

        var method = new PluginMethods(zoo.OpenTrusting("ConflictingDependency")).Create("ConflictingDependency");

        Assert.Equal("YamlDotNet 11.0.0.0", method.Describe().Citation);
        Assert.Equal(16, typeof(YamlDotNet.Serialization.Deserializer).Assembly.GetName().Version!.Major);
    }

    [Fact]
    public void The_hosts_own_libraries_are_not_there_for_a_plugin_that_brings_none()
    {
        using var zoo = new Zoo("ConflictingDependency");
        zoo.Remove("ConflictingDependency", "YamlDotNet.dll");

        var error = Assert.Throws<InputException>(
            () => new PluginMethods(zoo.OpenTrusting("ConflictingDependency")).Create("ConflictingDependency"));

        Assert.Contains("it needs YamlDotNet 11.0.0.0: neither", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_made_is_remembered_for_these_files_until_it_is_enabled_or_changed()
    {
        using var zoo = new Zoo("ThrowsInConstructor");
        const string Reason = "NotSupportedException: the moon is not full";

        var error = Assert.Throws<InputException>(
            () => new PluginMethods(zoo.OpenTrusting("ThrowsInConstructor")).Create("ThrowsInConstructor"));
        Assert.Contains(Reason, error.Message, StringComparison.Ordinal);

        var later = zoo.Open();
        Assert.Equal(PluginStatus.Malfunctioned, later.Known("ThrowsInConstructor").Status);
        Assert.Contains(Reason, later.Known("ThrowsInConstructor").Reason, StringComparison.Ordinal);

        later.Enable("ThrowsInConstructor");
        Assert.Equal(PluginStatus.Active, zoo.Open().Known("ThrowsInConstructor").Status);

        Assert.Throws<InputException>(() => new PluginMethods(zoo.Open()).Create("ThrowsInConstructor"));
        File.AppendAllText(Path.Combine(zoo.Folder("ThrowsInConstructor"), PluginManifest.FileName), "\n");
        Assert.Equal(PluginStatus.Active, zoo.OpenTrusting("ThrowsInConstructor").Known("ThrowsInConstructor").Status);
    }

    [Fact]
    public void Of_two_plugins_with_one_id_neither_silently_wins()
    {
        using var zoo = new Zoo("TwinA", "TwinB");

        var twins = zoo.Open().Entries.Where(entry => entry.Id == "Twin").ToList();

        Assert.Equal([PluginStatus.Malfunctioned, PluginStatus.Malfunctioned], twins.Select(entry => entry.Status));
        Assert.Contains(zoo.Folder("TwinB"), twins[0].Reason, StringComparison.Ordinal);
        Assert.Contains(zoo.Folder("TwinA"), twins[1].Reason, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new PluginMethods(zoo.Open()).Create("Twin"));

        Directory.Delete(zoo.Folder("TwinB"), recursive: true);
        Assert.Equal("Twin", new PluginMethods(zoo.OpenTrusting("Twin")).Create("Twin").Describe().Id);
    }

    [Fact]
    public void A_file_changed_after_trust_is_refused_until_the_plugin_is_trusted_again()
    {
        using var zoo = new Zoo("TwinA", "TwinB");
        Directory.Move(zoo.Folder("TwinB"), Path.Combine(zoo.Root, "TwinB"));
        zoo.Open().Trust("Twin");

        Directory.Delete(zoo.Folder("TwinA"), recursive: true);
        Directory.Move(Path.Combine(zoo.Root, "TwinB"), zoo.Folder("TwinA"));

        var error = Assert.Throws<InputException>(() => new PluginMethods(zoo.Open()).Create("Twin"));
        Assert.Contains("Untrusted: changed since it was trusted on ", error.Message, StringComparison.Ordinal);
        Assert.Equal("Twin", new PluginMethods(zoo.OpenTrusting("Twin")).Create("Twin").Describe().Id);
    }

    [Fact]
    public void Bad_plugins_harm_no_good_one_beside_them()
    {
        using var zoo = new Zoo("OlderContract", "ThrowsInConstructor", "TwinA", "TwinB", "ConflictingDependency");
        File.WriteAllText(Path.Combine(zoo.Folder("OlderContract"), PluginManifest.FileName), "{");
        Directory.CreateDirectory(Path.Combine(zoo.Plugins, "Empty"));
        Assert.Throws<InputException>(() => new PluginMethods(zoo.OpenTrusting("ThrowsInConstructor")).Create("ThrowsInConstructor"));

        var methods = new PluginMethods(zoo.OpenTrusting("ConflictingDependency"));

        Assert.Equal("ConflictingDependency", methods.Create("ConflictingDependency").Describe().Id);
        Assert.Equal("SelectiveTuning", methods.Create("SelectiveTuning").Describe().Id);
    }
}
