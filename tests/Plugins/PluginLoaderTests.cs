using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using McMaster.NETCore.Plugins;

namespace LmmCl.Plugins.Tests;

public class PluginLoaderTests
{
    private static readonly string assembly = Path.Combine(PluginCatalogue.DefaultFolder, "SelectiveTuning", "LmmCl.SelectiveTuning.dll");

    [Fact]
    public void A_shared_type_is_the_hosts_and_everything_else_is_the_plugins_own()
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(assembly, isUnloadable: true, sharedTypes: [typeof(IMitigationMethod)]);
        using var other = PluginLoader.CreateFromAssemblyFile(assembly, isUnloadable: true, sharedTypes: [typeof(IMitigationMethod)]);

        var type = Method(loader);

        Assert.True(typeof(IMitigationMethod).IsAssignableFrom(type));
        Assert.NotEqual(type, Method(other));
        Assert.Same(loader.LoadDefaultAssembly(), loader.LoadDefaultAssembly());
    }

    [Fact]
    public void Contextual_reflection_finds_the_plugins_types_by_name()
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(assembly, isUnloadable: true, sharedTypes: [typeof(IMitigationMethod)]);
        var expected = Method(loader);

        using (loader.EnterContextualReflection())
        {
            Assert.Equal(expected, Type.GetType(expected.AssemblyQualifiedName!));
        }
    }

    [Fact]
    public void Reloading_gives_fresh_types_and_says_so()
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(assembly, isUnloadable: true, sharedTypes: [typeof(IMitigationMethod)]);
        var before = Method(loader);
        var told = 0;
        loader.Reloaded += (_, reloaded) => told += reloaded.Loader == loader ? 1 : 0;

        loader.Reload();

        Assert.Equal(1, told);
        Assert.NotEqual(before, Method(loader));
    }

    [Fact]
    public void What_cannot_be_unloaded_cannot_be_reloaded()
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(assembly, [typeof(IMitigationMethod)]);

        Assert.False(loader.IsUnloadable);
        Assert.Throws<InvalidOperationException>(loader.Reload);
    }

    [Fact]
    public void A_disposed_loader_loads_nothing_more()
    {
        var loader = PluginLoader.CreateFromAssemblyFile(assembly, isUnloadable: true, sharedTypes: [typeof(IMitigationMethod)]);
        loader.Dispose();

        Assert.Throws<ObjectDisposedException>(loader.LoadDefaultAssembly);
        Assert.Throws<ObjectDisposedException>(() => loader.LoadAssembly(new AssemblyName("LmmCl.SelectiveTuning")));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("runtimes/linux-x64/native", true)]
    public void A_native_library_is_found_beside_the_plugin_and_where_its_deps_json_says(string subfolder, bool listed)
    {
        using var folder = new PluginFolder();
        var native = Path.Combine(folder.SelectiveTuning, subfolder, "libzoo_native.so");
        Directory.CreateDirectory(Path.GetDirectoryName(native)!);
        File.Copy(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"), native);
        if (listed)
        {
            ListNative(Path.Combine(folder.SelectiveTuning, "LmmCl.SelectiveTuning.deps.json"), $"{subfolder}/libzoo_native.so");
        }

        using var loader = PluginLoader.CreateFromAssemblyFile(
            Path.Combine(folder.SelectiveTuning, "LmmCl.SelectiveTuning.dll"),
            isUnloadable: true,
            sharedTypes: [typeof(IMitigationMethod)]);

        Assert.True(NativeLibrary.TryLoad("zoo_native", loader.LoadDefaultAssembly(), null, out _));
        Assert.False(NativeLibrary.TryLoad("zoo_other", loader.LoadDefaultAssembly(), null, out _));
    }

    private static void ListNative(string depsFile, string path)
    {
        var json = JsonNode.Parse(File.ReadAllText(depsFile))!;
        json["targets"]![".NETCoreApp,Version=v10.0"]!["ZooNative/1.0.0"] = new JsonObject
        {
            ["runtimeTargets"] = new JsonObject { [path] = new JsonObject { ["rid"] = "linux-x64", ["assetType"] = "native" } },
        };
        json["libraries"]!["ZooNative/1.0.0"] = new JsonObject { ["type"] = "package", ["serviceable"] = false, ["sha512"] = "" };
        File.WriteAllText(depsFile, json.ToJsonString());
    }

    private static Type Method(PluginLoader loader) =>
        loader.LoadDefaultAssembly().GetExportedTypes().Single(type => type.Name == "SelectiveTuningMethod");
}
