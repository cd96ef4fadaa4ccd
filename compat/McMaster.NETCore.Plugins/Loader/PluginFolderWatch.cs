namespace McMaster.NETCore.Plugins.Loader;

/// <summary>Calls back once files have been quiet for a while after a change: a build writes several.</summary>
internal sealed class PluginFolderWatch : IDisposable
{
    private readonly FileSystemWatcher watcher;
    private readonly Timer timer;

    public PluginFolderWatch(string folder, TimeSpan delay, Action changed)
    {
        timer = new Timer(_ => changed());
        watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, EnableRaisingEvents = true };
        watcher.Changed += (_, _) => timer.Change(delay, Timeout.InfiniteTimeSpan);
        watcher.Created += (_, _) => timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        watcher.Dispose();
        timer.Dispose();
    }
}
