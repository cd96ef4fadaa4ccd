namespace LmmCl.EventStore.Stores.Marten;

/// <summary>Triggers that keep history append-only: events can only be inserted, and heads only move forward.</summary>
internal static class MartenGuards
{
    private const string Refuse = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END";

    private const string Grow = "BEGIN IF NEW.version <= OLD.version OR NEW.name <> OLD.name OR NEW.position <> OLD.position THEN "
        + "RAISE EXCEPTION 'a stream only grows' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END";

    private static readonly (string Name, string Table, string When, string Function)[] all =
    [
        ("lmmcl_events_are_never_changed", "mt_events", "BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW", "lmmcl_refuse"),
        ("lmmcl_events_are_never_emptied", "mt_events", "BEFORE TRUNCATE ON {0} FOR EACH STATEMENT", "lmmcl_refuse"),
        ("lmmcl_heads_only_move_forward", "lmmcl_streams", "BEFORE UPDATE ON {0} FOR EACH ROW", "lmmcl_grow"),
        ("lmmcl_heads_are_never_deleted", "lmmcl_streams", "BEFORE DELETE ON {0} FOR EACH ROW", "lmmcl_refuse"),
        ("lmmcl_heads_are_never_emptied", "lmmcl_streams", "BEFORE TRUNCATE ON {0} FOR EACH STATEMENT", "lmmcl_refuse"),
    ];

    /// <summary>SQL that creates the triggers.</summary>
    internal static string Script(string schema)
    {
        var triggers = all.Select(guard =>
            $"CREATE TRIGGER {guard.Name} {string.Format(null, guard.When, $"{schema}.{guard.Table}")} "
            + $"EXECUTE FUNCTION {schema}.{guard.Function}();");
        return $"""
            CREATE FUNCTION {schema}.lmmcl_refuse() RETURNS trigger LANGUAGE plpgsql AS $body${Refuse}$body$;
            CREATE FUNCTION {schema}.lmmcl_grow() RETURNS trigger LANGUAGE plpgsql AS $body${Grow}$body$;
            {string.Join('\n', triggers)}
            """;
    }

    /// <summary>SQL that reads the triggers: name, function and body, one string each.</summary>
    internal static string Query(string schema) =>
        "SELECT tgname || ' ' || p.proname || ' ' || p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        + $"WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND p.pronamespace = '{schema}'::regnamespace "
        + $"AND tgrelid IN ('{schema}.mt_events'::regclass, '{schema}.lmmcl_streams'::regclass)";

    /// <summary>The first guard missing from the results of <see cref="Query"/>; null if all are present.</summary>
    internal static string? FirstMissing(ICollection<string> found) => all
        .Where(guard => !found.Contains($"{guard.Name} {guard.Function} {(guard.Function == "lmmcl_grow" ? Grow : Refuse)}"))
        .Select(guard => guard.Name)
        .FirstOrDefault();
}
