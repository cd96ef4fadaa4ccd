namespace LmmCl.Plugins.Probing;

/// <summary>
/// The settings of an environment that lead to a database. Processes that run a plugin's code record nothing themselves, so they get none:
/// a plugin should not write to the store by accident, nor print or send a password with its environment.
/// </summary>
internal static class DatabaseSettings
{
    // All of libpq's variables, among them PGPASSWORD, PGPASSFILE, PGUSER and PGSERVICEFILE.
    private const string Prefix = "PG";

    private static readonly string[] names = ["LMMCL_STORE", "DATABASE_URL"];

    private static readonly string[] marks = ["postgresql://", "postgres://", "password=", "pwd="];

    /// <summary>Removes the variables by name, and those whose value looks like an address or a connection string.</summary>
    public static void RemoveFrom(IDictionary<string, string?> environment)
    {
        foreach (var (name, value) in environment.ToList())
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal)
                || names.Contains(name, StringComparer.OrdinalIgnoreCase)
                || marks.Any(mark => value?.Contains(mark, StringComparison.OrdinalIgnoreCase) == true))
            {
                environment.Remove(name);
            }
        }
    }
}
