namespace LmmCl.Plugins;

/// <summary>The user's settings folder: trust in plugins, the user's own plugins, the sealing key.</summary>
public static class UserSettings
{
    /// <summary>Environment variable that names another folder.</summary>
    internal const string Variable = "LMMCL_CONFIG";

    /// <summary><c>LMMCL_CONFIG</c>, else <c>lmmcl</c> in <c>XDG_CONFIG_HOME</c>, else <c>~/.config/lmmcl</c>.</summary>
    public static string Folder =>
        Path.GetFullPath(ValueOf(Variable) ?? Path.Combine(ValueOf("XDG_CONFIG_HOME") ?? Path.Combine(Home, ".config"), "lmmcl"));

    private static string Home => ValueOf("HOME") ?? Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    private static string? ValueOf(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
