using Npgsql;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>
/// Hears of appends through PostgreSQL's LISTEN, on a connection of its own. A notification only says that it is worth to look: who
/// misses one (the connection broke, a program that does not notify wrote) looks anyway after a while. Where there is no listening, as on
/// a standby, there is looking often.
/// </summary>
internal sealed class AppendSignal(PostgresAddress address) : IAsyncDisposable
{
    /// <summary>How long a missed notification goes unnoticed.</summary>
    internal static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan pollInterval = TimeSpan.FromMilliseconds(50);

    private NpgsqlConnection? connection;
    private bool refused;

    internal static string ChannelOf(string schema) => $"lmmcl_{schema}"[..Math.Min(63, 6 + schema.Length)];

    /// <summary>Listens from now on, if that can be.</summary>
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

    /// <summary>Ends when something was appended, when it is time to look anyway, or when cancelled.</summary>
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
