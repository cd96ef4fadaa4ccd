namespace LmmCl.Host;

/// <summary>Locations of the installation's files.</summary>
public static class HostFolders
{
    /// <summary>
    /// Root of the installation: the folder above the host that contains <c>LmmCl.sln</c>; <c>LMMCL_HOME</c> overrides it.
    /// </summary>
    public static string Home { get; } = Variable("LMMCL_HOME") ?? Above(AppContext.BaseDirectory);

    /// <summary>The golden files included in the repository.</summary>
    public static string Goldens => Path.Combine(Home, "tests", "goldens");

    /// <summary>The tiny base model.</summary>
    public static string TinyModel => Path.Combine(Home, "models", "tiny-ov");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LmmCl.sln")))
            {
                return folder.FullName;
            }
        }

        return Path.TrimEndingDirectorySeparator(start);
    }
}
