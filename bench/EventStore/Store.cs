using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Tests.Postgres;

namespace LmmCl.EventStore.Bench;

/// <summary>One of the two kinds of store, with the plainest way to put the same bytes on the same disk.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Floor">What the plain way is called.</param>
/// <param name="Open">Opens a fresh store.</param>
/// <param name="OpenFloor">Opens the plain way, fresh too.</param>
/// <param name="ReadPlainly">Reads the rows of the store that was opened last, and says what that took.</param>
internal sealed record Store(string Name, string Floor, Func<IEventLog> Open, Func<IPlainAppend> OpenFloor, Action ReadPlainly)
{
    private static int count;

    internal static Store Sqlite(string folder) => new(
        "SQLite",
        "prepared inserts",
        () => EventLogs.Open(Path.Combine(folder, $"store-{++count}.db")),
        () => new BareInserts(Path.Combine(folder, $"bare-{++count}.db")),
        () => { });

    internal static Store Postgres(PostgresServer server) => new(
        "PostgreSQL",
        "COPY",
        () => EventLogs.Open(server.Address($"store_{++count}")),
        () => new PlainCopy($"bare_{++count}", server),
        () => PlainRead.Measure(server, $"store_{count}"));
}
