using System.Reflection;
using LmmCl.Abstractions;
using LmmCl.Host.Plugins;
using McMaster.NETCore.Plugins;

namespace LmmCl.Host.Tests.Plugins;

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

    private static Type Method(PluginLoader loader) =>
        loader.LoadDefaultAssembly().GetExportedTypes().Single(type => type.Name == "SelectiveTuningMethod");
}
