using System.Diagnostics;

namespace LmmCl.Page.Tests.Pages;

/// <summary>The committed build of the page is what its sources give.</summary>
public sealed class PageBuildTests
{
    private static readonly string page = Path.Combine(Repository.Root, "src", "Page");

    [NpmFact]
    public async Task Building_the_page_again_gives_the_committed_files_to_the_byte()
    {
        var copy = Directory.CreateTempSubdirectory("lmmcl-page-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(page, "*", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(page, file);
                if (name.StartsWith("node_modules", StringComparison.Ordinal) || name.StartsWith("dist", StringComparison.Ordinal))
                    continue;
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, name))!);
                File.Copy(file, Path.Combine(copy, name));
            }

            await RunAsync(copy, "ci", "--prefer-offline");
            await RunAsync(copy, "run", "build");

            Assert.Equal(Contents(Path.Combine(page, "dist")), Contents(Path.Combine(copy, "dist")));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void The_list_of_packages_names_no_registry() =>
        Assert.DoesNotContain("\"resolved\"", File.ReadAllText(Path.Combine(page, "package-lock.json")), StringComparison.Ordinal);

    private static List<(string Name, string Content)> Contents(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(folder, file), File.ReadAllText(file))),
    ];

    private static async Task RunAsync(string folder, params string[] arguments)
    {
        using var npm = Process.Start(new ProcessStartInfo(NpmFactAttribute.Npm!, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        Assert.True(npm.ExitCode == 0, $"npm {string.Join(' ', arguments)}: {await output}{await error}");
    }
}
