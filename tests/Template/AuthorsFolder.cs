using System.Diagnostics;
using System.Reflection;

namespace LmmCl.Template.Tests;

/// <summary>
/// A folder outside the repository, as a plugin author has one: packages of ours in a folder,
/// a NuGet cache and settings of its own. All other packages are used where this machine has unpacked them,
/// so that nothing is asked of the network, nothing is copied, and no older build of ours is used.
/// </summary>
internal sealed class AuthorsFolder : IDisposable
{
    private static readonly Dictionary<string, string?> built = typeof(AuthorsFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(attribute => attribute.Key, attribute => attribute.Value);

    private int commands;

    public AuthorsFolder()
    {
        LinkUnpackedPackages();
        File.WriteAllText(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Cache}" /></config>
              <fallbackPackageFolders><clear /><add key="unpacked" value="{Unpacked}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="lmmcl" value="{Packages}" /></packageSources>
            </configuration>
            """);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("lmmcl-author-").FullName;

    public string Packages => Path.Combine(Root, "packages");

    /// <summary>The author's own NuGet cache.</summary>
    public string Cache => Path.Combine(Root, "cache");

    private string Unpacked => Path.Combine(Root, "unpacked");

    private string Hive => Path.Combine(Root, "hive");

    /// <summary>Packs a project of the repository as it is built.</summary>
    public Task<string> PackAsync(string project, bool isBuilt)
    {
        string[] configuration = ["-c", built["Configuration"]!];
        string[] once = isBuilt ? ["--no-build"] : [];
        return DotnetAsync(Repository.Root, ["pack", project, .. configuration, .. once, "-o", Packages, "-nologo", "-v", "quiet"]);
    }

    public Task<string> NewAsync(string folder, params string[] arguments) =>
        DotnetAsync(folder, ["new", .. arguments, "--debug:custom-hive", Hive]);

    /// <summary>Runs the host that the tests were built with.</summary>
    public Task<string> LmmClAsync(string folder, params string[] arguments) =>
        DotnetAsync(folder, [Path.Combine(AppContext.BaseDirectory, "LmmCl.Host.dll"), .. arguments]);

    /// <summary>The same for a command that reads or writes experiments.</summary>
    public Task<string> LmmClRunsAsync(string folder, params string[] arguments) =>
        LmmClAsync(folder, [.. arguments, "--runs", Path.Combine(Root, "runs")]);

    /// <summary>What the command printed; a failing test shows it where the exit code is not as expected.</summary>
    public async Task<string> DotnetAsync(string folder, string[] arguments, int exitCode = 0)
    {
        // A file and no pipe: a build's servers outlive it and would hold a pipe open.
        var log = Path.Combine(Root, $"{++commands}.log");
        var start = new ProcessStartInfo("sh", ["-c", "log=$1; shift; exec dotnet \"$@\" >\"$log\" 2>&1", "sh", log, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment.Remove("NUGET_PACKAGES");
        start.Environment.Remove("LMMCL_PLUGINS");
        start.Environment["LMMCL_CONFIG"] = Path.Combine(Root, "config");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        var printed = await File.ReadAllTextAsync(log);
        Assert.True(process.ExitCode == exitCode, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{printed}");
        return printed;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void LinkUnpackedPackages()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(Unpacked);
        foreach (var package in Directory.GetDirectories(cache))
        {
            var name = Path.GetFileName(package);
            if (!name.StartsWith("lmmcl.", StringComparison.Ordinal))
            {
                Directory.CreateSymbolicLink(Path.Combine(Unpacked, name), package);
            }
        }
    }
}
