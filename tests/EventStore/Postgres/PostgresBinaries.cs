namespace LmmCl.EventStore.Tests.Postgres;

/// <summary>Where PostgreSQL's programs lie on this machine.</summary>
internal static class PostgresBinaries
{
    internal static string Folder { get; } = Candidates().FirstOrDefault(IsComplete) ?? throw new InvalidOperationException(
        "These tests start a PostgreSQL server of their own, and there is none on this machine. "
        + "Install it (Debian: apt-get install postgresql; './lmmcl test' does it by itself where it may), or put its programs on the PATH.");

    private static IEnumerable<string> Candidates()
    {
        const string Debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        return
        [
            .. installed.OrderByDescending(version =>
                int.TryParse(Path.GetFileName(version), out var number) ? number : 0).Select(version => Path.Combine(version, "bin")),
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
        ];
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));
}
