using System.Reflection;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Testing.Trials;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing;

/// <summary>
/// What the host relies on in every method, as xunit facts.
/// Derive a public class from it in a test project, say how the method is made, and run the tests:
/// the method is trained by the host's own training loop on a model of a few thousand numbers that has every role and every kind of module.
/// </summary>
/// <remarks>
/// Another class with other <see cref="Settings"/> checks the method under these. PyTorch's generator and the count of live tensors belong
/// to the whole process, so the test project runs one test at a time:
/// <c>[assembly: CollectionBehavior(DisableTestParallelization = true)]</c>.
/// </remarks>
/// <example>
/// <code>
/// public class MyMethodConformance : MethodConformance
/// {
///     protected override IMitigationMethod Create() => new MyMethod();
///
///     protected override JsonObject Settings => new() { ["strength"] = 0.5 };
/// }
/// </code>
/// </example>
public abstract partial class MethodConformance
{
    private readonly Lazy<object> settings;

    /// <summary>Called by xunit, once per fact.</summary>
    /// <exception cref="InvalidOperationException">The test project runs tests at the same time.</exception>
    protected MethodConformance()
    {
        if (GetType().Assembly.GetCustomAttribute<CollectionBehaviorAttribute>()?.DisableTestParallelization != true)
        {
            throw new InvalidOperationException(
                "Seeds and live tensors belong to the whole process. "
                + "Add [assembly: CollectionBehavior(DisableTestParallelization = true)] to the test project.");
        }

        settings = new(() => MethodSettings.Bind(Described.SettingsType, Settings, nameof(Settings)));
    }

    /// <summary>
    /// The settings as an experiment file would say them, keys in snake_case. By default nothing, which leaves every default.
    /// </summary>
    protected virtual JsonObject Settings => [];

    /// <summary>Capabilities that the method declares but does not use under these <see cref="Settings"/>. By default none.</summary>
    protected virtual MethodCapabilities UnusedCapabilities => MethodCapabilities.None;

    /// <summary>
    /// Why the loss of an optimiser step depends on how it is cut into micro-batches,
    /// such as dropout that is drawn per micro-batch. By default null: it must not.
    /// </summary>
    protected virtual string? LossDependsOnTheCutBecause => null;

    /// <summary>The text of <c>plugin.json</c>. By default the one that the plugin's build put into the method's assembly.</summary>
    protected virtual string Manifest => EmbeddedManifest.TextIn(MethodAssembly)
        ?? throw new InvalidOperationException(
            $"{MethodAssembly.GetName().Name} has no plugin.json in it. Give its project a PluginId and the package LmmCl.Abstractions.");

    /// <summary>How long a cancelled method may take to return.</summary>
    private protected virtual TimeSpan CancellationTimeout => TimeSpan.FromSeconds(20);

    /// <summary>What the host sees of the method's assembly.</summary>
    private protected virtual IEnumerable<Type> ExportedMethods => MethodAssembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IMitigationMethod)));

    private MethodDescriptor Described => Of(method => method.Describe());

    private Assembly MethodAssembly => Of(method => method.GetType().Assembly);

    /// <summary>A fresh instance, as the host makes one: with the public constructor that takes nothing.</summary>
    protected abstract IMitigationMethod Create();

    private Experiment Begin(long seed = 11, long drawnBefore = 0, ScalarType dtype = ScalarType.Float32) =>
        new(Create, settings.Value, seed) { DrawnBefore = drawnBefore, Dtype = dtype };

    /// <summary>Passes where nothing was found; otherwise shows all of it, which xunit's own message cuts off.</summary>
    private static void Nothing(IEnumerable<string> found)
    {
        var all = string.Join(Environment.NewLine, found);
        Assert.True(all.Length == 0, all);
    }

    private T Of<T>(Func<IMitigationMethod, T> ask)
    {
        var method = Create();
        using var owned = method as IDisposable;
        return ask(method);
    }
}
