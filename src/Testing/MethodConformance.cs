using System.Reflection;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Testing.Trials;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing;

/// <summary>
/// The host's requirements on every method, as xunit facts. Derive a public class from it in a test project, implement the creation of the
/// method, and run the tests: the host's own training loop trains the method on a model of a few thousand parameters that has every role
/// and every kind of module.
/// </summary>
/// <remarks>
/// Derive another class with other <see cref="Settings"/> to check the method under these. PyTorch's generator and the count of live
/// tensors are global to the process, so the test project must run one test at a time: <c>[assembly:
/// CollectionBehavior(DisableTestParallelization = true)]</c>.
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
    /// <exception cref="InvalidOperationException">The test project runs tests in parallel.</exception>
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
    /// The settings as written in an experiment file, with keys in snake_case. Empty by default, so that every setting has its default.
    /// </summary>
    protected virtual JsonObject Settings => [];

    /// <summary>Capabilities that the method declares but does not use under these <see cref="Settings"/>. None by default.</summary>
    protected virtual MethodCapabilities UnusedCapabilities => MethodCapabilities.None;

    /// <summary>
    /// The reason why the loss of an optimiser step depends on its split into micro-batches, such as dropout drawn per micro-batch. Null by
    /// default: it must not.
    /// </summary>
    protected virtual string? LossDependsOnTheCutBecause => null;

    /// <summary>The text of <c>plugin.json</c>. By default the one that the plugin's build embedded in the method's assembly.</summary>
    protected virtual string Manifest => EmbeddedManifest.TextIn(MethodAssembly)
        ?? throw new InvalidOperationException(
            $"{MethodAssembly.GetName().Name} has no plugin.json in it. Give its project a PluginId and the package LmmCl.Abstractions.");

    /// <summary>Timeout for a cancelled method to return.</summary>
    private protected virtual TimeSpan CancellationTimeout => TimeSpan.FromSeconds(20);

    /// <summary>The types of the method's assembly that the host sees.</summary>
    private protected virtual IEnumerable<Type> ExportedMethods => MethodAssembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IMitigationMethod)));

    private MethodDescriptor Described => Of(method => method.Describe());

    private Assembly MethodAssembly => Of(method => method.GetType().Assembly);

    /// <summary>Creates an instance as the host does, with the public parameterless constructor.</summary>
    protected abstract IMitigationMethod Create();

    private Experiment Begin(long seed = 11, long drawnBefore = 0, ScalarType dtype = ScalarType.Float32) =>
        new(Create, settings.Value, seed) { DrawnBefore = drawnBefore, Dtype = dtype };

    /// <summary>Passes if nothing was found; otherwise shows all of it, which xunit's own message truncates.</summary>
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
