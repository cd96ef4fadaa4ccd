using LmmCl.Tests;

namespace LmmCl.Architecture.Tests;

public class RunPathTests
{
    private const int MostFiles = 15;

    [Fact]
    public void From_run_to_the_optimiser_step_a_reader_opens_at_most_15_files()
    {
        var files = RunPath.Files(Repository.Root);

        Assert.Equal("src/Host/Program.cs", files[0]);
        Assert.Equal("src/Training/Optimisation/Optimiser.cs", files[^1]);
        Assert.InRange(files.Count, 2, MostFiles);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), $"{file} does not exist"));
    }
}
