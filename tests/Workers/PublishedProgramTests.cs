using System.Diagnostics;
using System.Runtime.InteropServices;
using LmmCl.Events;
using LmmCl.Host.Composition;

namespace LmmCl.Workers.Tests;

/// <summary>The program as it is published, which a site starts without the command <c>dotnet</c>.</summary>
[Collection(nameof(HostRuns))]
public sealed class PublishedProgramTests(FinishedExperiment finished)
{
    [Fact]
    public async Task Its_worker_is_the_same_program_where_no_dotnet_is_in_the_path()
    {
        using var place = new Workplace(finished.World);
        var file = place.Experiment("small", "skills: [timeclock]");
        var start = new ProcessStartInfo(
            Path.ChangeExtension(typeof(HostSettings).Assembly.Location, null), ["run", file, "--runs", place.Runs])
        {
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = place.Root;
        start.Environment.Remove("DOTNET_HOST_PATH");
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

        using var program = Process.Start(start)!;
        var error = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.True(program.ExitCode == 0, error);
        Assert.Contains(await place.HistoryAsync("small"), happened => happened is ExperimentCompleted);
    }
}
