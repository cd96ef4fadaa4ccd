namespace LmmCl.Runs.Workers;

/// <summary>The time that a plugin may keep a call to itself. The training steps between the calls have no limit.</summary>
/// <param name="limit">Longest time of one call.</param>
/// <param name="passed">Told once when it has passed.</param>
internal sealed class PluginCallLimit(TimeSpan limit, Action passed) : IDisposable
{
    private Timer? watch;
    private PluginCalled? current;

    /// <summary>The call that did not return in time, in words; null while all do.</summary>
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
