using LmmCl.Abstractions;
using Npgsql;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>User-facing messages for PostgreSQL error codes.</summary>
internal static class PostgresErrors
{
    private const string NothingStored = "Nothing of this append was stored.";

    private const string AllOrNothing = "An append that was under way is stored whole or not at all.";

    /// <summary>The failure as a user-facing error; null if it does not come from the database.</summary>
    internal static InputException? Describe(PostgresAddress address, Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException answer:
                    var (problem, fix) = Explain(address, answer);
                    return new(address.ToString(), problem, fix);
                case NpgsqlException { InnerException: System.Net.Sockets.SocketException unreachable }:
                    return new(
                        address.ToString(), $"the server cannot be reached ({unreachable.Message}).", "Start it, or name another store.");
                case NpgsqlException lost when ConnectionWasLost(lost):
                    return new(
                        address.ToString(),
                        $"the connection to the server was lost. {AllOrNothing}",
                        "Run the command again: what is stored already is not stored twice.");
                case NpgsqlException refused:
                    return new(address.ToString(), refused.Message.Contains("password", StringComparison.OrdinalIgnoreCase)
                        ? "the server asks for a password."
                        : $"the connection failed ({refused.Message}).", "Set PGPASSWORD, or add a line to ~/.pgpass.");
                case TimeoutException:
                    return new(address.ToString(), "the server did not answer in time.", "Check that it runs and can be reached.");
            }
        }

        return null;
    }

    /// <summary>True if a new connection may succeed.</summary>
    internal static bool ConnectionWasLost(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            if (cause is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown }
                || cause is NpgsqlException { InnerException: IOException or EndOfStreamException })
                return true;
        return false;
    }

    private static (string Problem, string? Fix) Explain(PostgresAddress address, PostgresException answer) => answer.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            ($"the server does not let '{address.User}' in (wrong password, or no such user).",
                "Set PGPASSWORD, or add a line to ~/.pgpass."),
        PostgresErrorCodes.InvalidCatalogName =>
            ($"there is no database '{address.Database}'.", $"Create it: createdb {address.Database}"),
        PostgresErrorCodes.InsufficientPrivilege =>
            ($"'{address.User}' may not do this ({answer.MessageText}).",
                $"Ask for the right to create and write tables in schema '{address.Schema}'."),
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            ("the server is read-only (a standby, or set so); nothing can be appended.", "Name the primary server."),
        PostgresErrorCodes.DiskFull =>
            ($"no room is left on the server's disk. {NothingStored}", "Free some space there and run the command again."),
        PostgresErrorCodes.OutOfMemory => ($"the server is out of memory. {NothingStored}", "Run the command again later."),
        PostgresErrorCodes.TooManyConnections =>
            ("the server has no connection left.", "Run the command again later, or raise max_connections."),
        PostgresErrorCodes.CannotConnectNow => ("the server is starting up or shutting down.", "Run the command again in a moment."),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            ($"the server was shut down. {AllOrNothing}", "Start it and run the command again."),
        PostgresErrorCodes.LockNotAvailable =>
            ("another process has held the event store for more than 30 seconds.", "End it, or wait for it."),
        PostgresErrorCodes.RestrictViolation =>
            ($"the event store refused a change ({answer.MessageText}).", "Events can only be appended."),
        PostgresErrorCodes.IoError or PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
            ($"the server cannot read or write its files ({answer.MessageText}). {AllOrNothing}",
                "Check its disk, run 'lmmcl audit verify' and restore from a copy if need be."),
        _ => ($"PostgreSQL answered {answer.SqlState} ({answer.MessageText}).", null),
    };
}
