using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Plugins.Faults;
using LmmCl.Runs.Experiments;

namespace LmmCl.Plugins.Tests;

public sealed class GuardedMethodTests
{
    private readonly Calls calls = new();

    [Fact]
    public void Every_member_of_the_contract_is_passed_on()
    {
        var members = typeof(GuardedMethod).GetInterfaceMap(typeof(IMitigationMethod));

        // A member that the wrapper forgets would quietly be the contract's default instead of the plugin's own.
        Assert.All(members.TargetMethods, method => Assert.Equal(typeof(GuardedMethod), method.DeclaringType));
    }

    [Fact]
    public async Task A_mistake_of_the_plugin_names_plugin_and_call()
    {
        var thrown = await Assert.ThrowsAsync<PluginCallException>(() => PrepareAsync(new NullReferenceException("no such module")));

        Assert.Equal("Plugin 'Broken' threw NullReferenceException in PrepareAsync: no such module", thrown.Message);
        Assert.Equal(FailureKind.PluginError, FailureKinds.Of(thrown));
        Assert.Equal(["PrepareAsync", "returned"], calls.Seen);
    }

    public static TheoryData<Exception> NobodysMistake => new()
    {
        new InputException("settings.alpha", "must be below 1."),
        new OutOfMemoryException(),
        new IOException("No space left on device", 28),
        new InvalidOperationException("CUDA out of memory"),
    };

    [Theory]
    [MemberData(nameof(NobodysMistake))]
    public async Task Wrong_input_and_what_the_machine_lacks_stay_what_they_are(Exception error) =>
        Assert.Same(error, await Record.ExceptionAsync(() => PrepareAsync(error)));

    [Fact]
    public async Task A_stop_is_nobodys_mistake_and_one_that_nobody_asked_for_is_the_plugins()
    {
        var method = new GuardedMethod(new Broken(new OperationCanceledException()), "Broken", calls);
        var stopped = new CancellationToken(canceled: true);

        await Assert.ThrowsAsync<OperationCanceledException>(() => method.PrepareAsync(null!, stopped).AsTask());
        await Assert.ThrowsAsync<PluginCallException>(() => method.FinishAsync(null!, CancellationToken.None).AsTask());
    }

    [Fact]
    public void A_loss_is_guarded_and_not_announced()
    {
        var method = new GuardedMethod(new Broken(new ArithmeticException("nothing left")), "Broken", calls);

        var thrown = Assert.Throws<PluginCallException>(() => method.Loss(null!));

        Assert.Equal("Loss", thrown.Call);
        Assert.Empty(calls.Seen);
    }

    [Fact]
    public void Disposing_of_it_disposes_of_a_method_that_owns_something()
    {
        var method = new Broken(new InvalidOperationException());

        new GuardedMethod(method, "Broken", calls).Dispose();

        Assert.True(method.Disposed);
    }

    private async Task PrepareAsync(Exception error) =>
        await new GuardedMethod(new Broken(error), "Broken", calls).PrepareAsync(null!, CancellationToken.None);

    private sealed class Broken(Exception error) : IMitigationMethod, IDisposable
    {
        public bool Disposed { get; private set; }

        public MethodDescriptor Describe() => throw error;

        public ValueTask PrepareAsync(StageContext stage, CancellationToken ct) => throw error;

        public ValueTask FinishAsync(StageContext stage, CancellationToken ct) => throw error;

        public TorchSharp.torch.Tensor Loss(StepContext step) => throw error;

        public void Dispose() => Disposed = true;
    }

    private sealed class Calls : IPluginCallObserver
    {
        public List<string> Seen { get; } = [];

        public void Calling(string plugin, string call) => Seen.Add(call);

        public void Returned() => Seen.Add("returned");
    }
}
