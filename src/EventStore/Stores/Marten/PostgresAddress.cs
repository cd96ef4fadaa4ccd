using System.Text.RegularExpressions;
using LmmCl.Abstractions;
using Npgsql;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>
/// The address of a store: <c>postgresql://user@host:port/database?schema=lmmcl</c>, or <c>postgresql:</c> followed by Npgsql's key=value
/// pairs. Pass the password in PGPASSWORD or ~/.pgpass rather than here; it never appears in a message.
/// </summary>
internal sealed partial class PostgresAddress
{
    private const string DefaultSchema = "lmmcl";

    /// <summary>The form of an address, for messages.</summary>
    internal const string Example = "A store in PostgreSQL is named like postgresql://user@host:5432/database.";

    /// <summary>libpq's names of the query parameters, mapped to Npgsql's.</summary>
    private static readonly Dictionary<string, string> settings = new(StringComparer.Ordinal)
    {
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
    };

    private readonly NpgsqlConnectionStringBuilder connection;

    private PostgresAddress(NpgsqlConnectionStringBuilder connection, string schema)
    {
        this.connection = connection;
        Schema = schema;
        connection.Host ??= "localhost";
        connection.ApplicationName ??= "lmmcl";
        connection.MaxAutoPrepare = 32;
        connection.AutoPrepareMinUsages = 2;
        connection.CommandTimeout = 120;
        connection.NoResetOnClose = true;
        connection.IncludeErrorDetail = false;
    }

    /// <summary>Schema of the tables.</summary>
    internal string Schema { get; }

    internal string? Database => connection.Database;

    internal string? User => connection.Username;

    internal bool HasPassword => connection.Password is { Length: > 0 } || connection.SslPassword is { Length: > 0 };

    /// <summary>The connection string with the password, if given; for connecting only.</summary>
    internal string ConnectionString => connection.ConnectionString;

    /// <summary>The same without pooling, for a connection that is used once.</summary>
    internal string UnpooledConnectionString => new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString;

    /// <summary>The address without the password, for messages.</summary>
    public override string ToString() =>
        $"postgresql://{(User is { } user ? user + "@" : "")}{connection.Host}:{connection.Port}/{Database}"
        + (Schema == DefaultSchema ? "" : $"?schema={Schema}");

    internal static bool Names(string store) =>
        store.StartsWith("postgresql:", StringComparison.Ordinal) || store.StartsWith("postgres:", StringComparison.Ordinal);

    /// <exception cref="InputException">The text is not such an address.</exception>
    internal static PostgresAddress Parse(string store)
    {
        var rest = store[(store.IndexOf(':') + 1)..];
        try
        {
            return rest.StartsWith("//", StringComparison.Ordinal) ? FromUrl(new Uri("postgresql:" + rest)) : FromPairs(rest);
        }
        catch (Exception malformed) when (malformed is UriFormatException or ArgumentException or FormatException)
        {
            throw new InputException("--store", "the address of the database cannot be read.", Example);
        }
    }

    private static PostgresAddress FromPairs(string pairs)
    {
        var connection = new NpgsqlConnectionStringBuilder(pairs);
        var schema = connection.SearchPath is { Length: > 0 } path ? path : DefaultSchema;
        return new(connection, Checked(schema));
    }

    private static PostgresAddress FromUrl(Uri url)
    {
        // A password with an unescaped slash, question mark or number sign ends the host early; what remains of it would be shown.
        if ((url.PathAndQuery + url.Fragment).Contains('@', StringComparison.Ordinal))
            throw new FormatException();
        var connection = new NpgsqlConnectionStringBuilder { Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')) };
        if (url.Host.Length > 0)
            connection.Host = Uri.UnescapeDataString(url.IdnHost);
        if (url.Port > 0)
            connection.Port = url.Port;
        var login = url.UserInfo.Split(':', 2);
        if (login[0].Length > 0)
            connection.Username = Uri.UnescapeDataString(login[0]);
        if (login.Length == 2)
            connection.Password = Uri.UnescapeDataString(login[1]);
        var schema = DefaultSchema;
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (pair.Split('=', 2)[0], Uri.UnescapeDataString(pair.Split('=', 2)[^1]));
            if (name == "schema")
                schema = value;
            else if (settings.TryGetValue(name, out var setting))
                connection[setting] = value;
            else
                throw new InputException(
                    "--store", $"'{name}' is not a setting of a connection.", NearMatches.Suggest(name, [.. settings.Keys, "schema"]));
        }

        return new(connection, Checked(schema));
    }

    private static string Checked(string schema) => SchemaName().IsMatch(schema)
        ? schema
        : throw new InputException("--store", $"'{schema}' cannot be the name of a schema.", "Use small letters, digits and underscores.");

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex SchemaName();
}
