namespace LmmCl.Page.Tests.Pages;

/// <summary>A fact about the build of the page; skipped where npm is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NpmFactAttribute : FactAttribute
{
    public NpmFactAttribute()
    {
        if (Npm is null)
        {
            Skip = "npm is not installed; running the page needs no Node, building it does";
        }
    }

    /// <summary>Path of npm; null if there is none.</summary>
    internal static string? Npm { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "npm"))
        .FirstOrDefault(File.Exists);
}
