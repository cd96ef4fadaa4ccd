namespace JasperFx.Events;

/// <summary>Reading streams.</summary>
public interface IQueryEventStore
{
    /// <summary>A stream's events in order of versions.</summary>
    /// <param name="streamKey">The stream.</param>
    /// <param name="version">The last version wanted; 0 for all.</param>
    /// <param name="timestamp">The last time wanted.</param>
    /// <param name="fromVersion">The first version wanted.</param>
    /// <param name="token">Ends the reading.</param>
    Task<IReadOnlyList<IEvent>> FetchStreamAsync(
        string streamKey, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0, CancellationToken token = default);

    /// <summary>How far a stream has come; null if it is not there.</summary>
    Task<StreamState?> FetchStreamStateAsync(string streamKey, CancellationToken token = default);
}
