using System.Text.RegularExpressions;
using LmmCl.Tests;

namespace LmmCl.Architecture.Tests;

public class RunPathTests
{
    private const int MostFiles = 15;

    // An executor is chosen by the composition root; a worker is another process.
    private static readonly string[] between = ["IExecutor", "WorkerMessage"];

    [Fact]
    public void From_run_to_the_optimiser_step_a_reader_opens_at_most_15_files()
    {
        var files = RunPath.Files(Repository.Root);

        Assert.Equal("src/Host/Program.cs", files[0]);
        Assert.Equal("src/Training/Optimisation/Optimiser.cs", files[^1]);
        Assert.InRange(files.Count, 2, MostFiles);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), $"{file} does not exist"));
    }

    [Fact]
    public void Each_file_on_the_way_leads_to_the_next()
    {
        var files = RunPath.Files(Repository.Root);

        Assert.All(files.Zip(files.Skip(1)), pair => Assert.True(Leads(pair.First, pair.Second), $"{pair.First} does not lead to {pair.Second}"));
        Assert.False(Leads("src/Host/CommandLine/RunCommand.cs", "src/Host/Commands/RunExperiments.cs"));
    }

    /// <summary>True if one file names the other's type, or both name the type that stands between them.</summary>
    private static bool Leads(string first, string second)
    {
        var (from, to) = (Path.GetFileNameWithoutExtension(first), Path.GetFileNameWithoutExtension(second));
        return Names(first, to) || Names(second, from)
            || between.Any(type => Names(first, type) && Names(second, type));
    }

    private static bool Names(string file, string type) =>
        Regex.IsMatch(File.ReadAllText(Path.Combine(Repository.Root, file)), $@"\b{type}\b");
}
