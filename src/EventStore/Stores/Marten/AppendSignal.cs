using Npgsql;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>
/// Signals appends through PostgreSQL's LISTEN, on a connection of its own. A notification is only a hint to poll: since one can be missed
/// (a lost connection, a writer that does not notify), readers also poll at intervals. Where LISTEN is not possible, as on a standby, they
/// poll often.
/// </summary>
internal sealed class AppendSignal(PostgresAddress address) : IAsyncDisposable
{
    /// <summary>Polling interval that bounds the delay after a missed notification.</summary>
    internal static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan pollInterval = TimeSpan.FromMilliseconds(50);

    private NpgsqlConnection? connection;
    private bool refused;

    internal static string ChannelOf(string schema) => $"lmmcl_{schema}"[..Math.Min(63, 6 + schema.Length)];

    /// <summary>Starts listening if the server allows it.</summary>
    internal async Task ListenAsync(CancellationToken ct)
    {
        if (refused || connection is not null)
            return;
        var fresh = new NpgsqlConnection(address.UnpooledConnectionString);
        try
        {
            await fresh.OpenAsync(ct).ConfigureAwait(false);
            var listen = new NpgsqlCommand($"LISTEN {ChannelOf(address.Schema)}", fresh);
            await using var owned = listen.ConfigureAwait(false);
            await listen.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            connection = fresh;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            refused = failure is PostgresException;
            await fresh.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Completes when events were appended, when the polling interval has passed, or on cancellation.</summary>
    internal async Task WaitAsync(CancellationToken ct)
    {
        if (connection is null)
        {
            await Task.Delay(pollInterval, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ListenAsync(ct).ConfigureAwait(false);
            return;
        }

        try
        {
            await connection.WaitAsync(SafetyNet, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or IOException)
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync().ConfigureAwait(false);
        connection = null;
    }
}
