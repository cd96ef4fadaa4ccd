using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Testing.Trials;

namespace LmmCl.Testing;

/// <content>The method's description of itself, and its handling of settings and cancellation.</content>
public abstract partial class MethodConformance
{
    /// <summary>
    /// <see cref="IMitigationMethod.Describe"/> matches <c>plugin.json</c> and never changes, and the manifest's contract range includes
    /// this contract.
    /// </summary>
    [Fact]
    public void It_describes_itself_as_plugin_json_does()
    {
        var manifest = EmbeddedManifest.Parse(Manifest);

        Assert.Equal(manifest.Id, Described.Id);
        Assert.Equal(manifest.Version, Described.Version.ToString());
        Assert.Equal(manifest.Capabilities, Described.Capabilities);
        Assert.Equal(manifest.Assembly, MethodAssembly.GetName().Name + ".dll");
        Assert.Equal(Described, Described);
        Assert.InRange(MethodContract.Version, manifest.ContractMin, manifest.ContractMax);
        Assert.NotEqual(MethodContract.Version, manifest.ContractMax);
    }

    /// <summary>
    /// The method's class is public, is the only method in its assembly, and has a public parameterless constructor, which the host calls.
    /// </summary>
    [Fact]
    public void The_host_finds_it_and_can_make_it()
    {
        var type = Of(method => method.GetType());

        Assert.Equal([type], ExportedMethods);
        Assert.True(type.GetConstructor(Type.EmptyTypes) is not null, $"{type.Name} has no public constructor that takes nothing.");
    }

    /// <summary>
    /// Every setting has a valid default, settings survive a round trip to JSON, and a misspelt key is refused with the correct one
    /// suggested.
    /// </summary>
    [Fact]
    public void Its_settings_have_valid_defaults_and_refuse_unknown_keys()
    {
        var type = Described.SettingsType;
        foreach (var said in new[] { [], Settings })
        {
            var written = MethodSettings.ToJson(MethodSettings.Bind(type, said, "settings"));
            var read = MethodSettings.ToJson(MethodSettings.Bind(type, written.DeepClone().AsObject(), "settings"));
            Assert.Equal(written.ToJsonString(), read.ToJsonString());
        }

        var keys = MethodSettings.ToJson(settings.Value).Select(setting => setting.Key).ToList();
        foreach (var key in keys.DefaultIfEmpty("any"))
        {
            var mistyped = key + "x";
            var error = Assert.Throws<InputException>(() => MethodSettings.Bind(type, new JsonObject { [mistyped] = 1 }, "settings"));
            Assert.Equal($"settings.{mistyped}: there is no such setting. {NearMatches.Suggest(mistyped, keys)}", error.Message);
        }
    }

    /// <summary>
    /// Called with a cancelled token, <see cref="IMitigationMethod.PrepareAsync"/> and <see cref="IMitigationMethod.FinishAsync"/> return
    /// soon, or throw <see cref="OperationCanceledException"/> and nothing else.
    /// </summary>
    [Fact]
    public async Task Cancelled_while_it_prepares_or_finishes_it_stops_soon()
    {
        using var prepared = Begin();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await StopsSoon("PrepareAsync", () => prepared.StageAsync(1, ct: source.Token));

        using var trained = Begin();
        using var atTheEnd = new StepLog(cancelAfter: Experiment.Steps);
        await StopsSoon("FinishAsync", () => trained.StageAsync(1, log: atTheEnd));
    }

    private async Task StopsSoon(string what, Func<Task> run)
    {
        var running = Task.Run(run);
        var first = await Task.WhenAny(running, Task.Delay(CancellationTimeout));
        Assert.True(first == running, $"{what} was still at it {CancellationTimeout.TotalSeconds:0.#} seconds after it was cancelled.");
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // The contract allows this exception.
        }
    }
}
