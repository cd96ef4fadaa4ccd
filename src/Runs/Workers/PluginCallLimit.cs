namespace LmmCl.Runs.Workers;

/// <summary>A time limit for plugin calls. The training steps between calls have no limit.</summary>
/// <param name="limit">Time limit for one call.</param>
/// <param name="passed">Called once when a call exceeds the limit.</param>
internal sealed class PluginCallLimit(TimeSpan limit, Action passed) : IDisposable
{
    private Timer? watch;
    private PluginCalled? current;

    /// <summary>Description of the call that exceeded the limit; null if none has.</summary>
    public string? Overdue { get; private set; }

    public void Called(PluginCalled call)
    {
        watch?.Dispose();
        current = call;
        watch = new Timer(_ => Pass(call), null, limit, Timeout.InfiniteTimeSpan);
    }

    public void Returned()
    {
        watch?.Dispose();
        current = null;
    }

    public void Dispose() => watch?.Dispose();

    private void Pass(PluginCalled call)
    {
        if (ReferenceEquals(call, current))
        {
            Overdue = $"Plugin '{call.Plugin}' did not return from {call.Call} within {limit.TotalSeconds:0.###} s.";
            passed();
        }
    }
}
