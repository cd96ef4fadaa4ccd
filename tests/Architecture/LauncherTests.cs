using System.Diagnostics;

namespace LmmCl.Architecture.Tests;

/// <summary>The launcher's decisions, with programs of its own in place of dotnet and nvidia-smi.</summary>
public sealed class LauncherTests : IDisposable
{
    private const int WrongInput = 2;

    private const string Dotnet = """
        #!/bin/sh
        case "$1" in
            --version) echo 10.0.100 ;;
            restore) echo "error NU1101: Unable to find package TorchSharp-cuda-linux."; exit 1 ;;
            build)
                echo "$2" >>"$BUILDS"
                program=$(dirname "$BUILDS")/src/Host/bin/Release/net10.0
                mkdir -p "$program" && touch "$program/LmmCl.Host.dll"
                eval "$DURING_BUILD" ;;
        esac
        """;

    private readonly string root = Directory.CreateTempSubdirectory("lmmcl-launcher-").FullName;

    public LauncherTests()
    {
        Write("Directory.Build.props");
        Write("LmmCl.sln");
        foreach (var folder in new[] { "src", "plugins", "tests", "bench", "templates" })
        {
            Write($"{folder}/One.cs");
            Write($"{folder}/Two.cs");
        }

        Write("bin/dotnet", Dotnet);
        Write("bin/nvidia-smi", "#!/bin/sh\nexit 0\n");
    }

    private string[] Builds => File.Exists(InRoot("builds")) ? File.ReadAllLines(InRoot("builds")) : [];

    [Fact]
    public async Task Sources_that_did_not_change_are_built_once()
    {
        await PrepareAsync("host");
        await PrepareAsync("host");

        Assert.Equal([InRoot("src/Host")], Builds);
    }

    [Theory]
    [InlineData("echo more >>src/One.cs")]
    [InlineData("touch -d 2001-01-01 src/One.cs")]
    [InlineData("rm src/One.cs")]
    [InlineData("mv src/One.cs src/Three.cs")]
    [InlineData("cp -p src/One.cs src/Three.cs")]
    [InlineData("echo cuda >.build/torch")]
    [InlineData("rm -r src/Host/bin")]
    public async Task What_changes_a_build_makes_another_necessary(string change)
    {
        await PrepareAsync("host");
        await BashAsync($"cd '{root}'; {change}");
        await PrepareAsync("host");

        Assert.Equal(2, Builds.Length);
    }

    [Fact]
    public async Task What_a_build_writes_makes_no_other_necessary()
    {
        await PrepareAsync("host", during: "mkdir -p src/obj src/bin; echo 1 >src/obj/One.cs; echo 1 >src/bin/One.cs");
        await PrepareAsync("host");

        Assert.Single(Builds);
    }

    [Fact]
    public async Task A_source_edited_during_a_build_is_built_next_time()
    {
        await PrepareAsync("host", during: "echo more >>src/One.cs");
        await PrepareAsync("host");

        Assert.Equal(2, Builds.Length);
    }

    [Fact]
    public async Task A_failed_build_is_tried_again()
    {
        var failed = await PrepareAsync("host", during: "exit 1", exitCode: WrongInput);
        await PrepareAsync("host");

        Assert.Contains("failed; the whole output is in", failed, StringComparison.Ordinal);
        Assert.Equal(2, Builds.Length);
    }

    [Fact]
    public async Task A_build_of_everything_serves_what_runs_and_not_the_other_way_round()
    {
        await PrepareAsync("all");
        await PrepareAsync("host");
        await BashAsync($"echo more >>'{root}/tests/One.cs'");
        await PrepareAsync("host");
        await PrepareAsync("all");
        await BashAsync($"echo more >>'{root}/src/One.cs'");
        await PrepareAsync("host");
        await PrepareAsync("all");

        var (solution, host) = (InRoot("LmmCl.sln"), InRoot("src/Host"));
        Assert.Equal([solution, solution, host, solution], Builds);
    }

    [ReadOnlyFolderFact]
    public async Task A_checkout_that_is_built_and_cannot_be_written_runs()
    {
        await PrepareAsync("host");
        await PrepareAsync("host", isReadOnly: true);

        Assert.Single(Builds);
    }

    [ReadOnlyFolderFact]
    public async Task A_checkout_that_is_not_built_and_cannot_be_written_says_so() =>
        Assert.Contains("cannot be written", await PrepareAsync("host", exitCode: WrongInput, isReadOnly: true), StringComparison.Ordinal);

    [Fact]
    public async Task A_driver_without_the_package_for_CUDA_ends_in_libtorch_for_the_CPU_and_is_said_once()
    {
        var first = await PrepareAsync("host");
        var second = await PrepareAsync("host");

        Assert.Contains("the package feed has no TorchSharp-cuda-linux.", first, StringComparison.Ordinal);
        Assert.Contains("LMMCL_LIBTORCH", first, StringComparison.Ordinal);
        Assert.Equal("cpu\n", await File.ReadAllTextAsync(InRoot(".build/torch")));
        Assert.Empty(second);
    }

    [Theory]
    [InlineData("cuda", "LMMCL_TORCH is cuda, but the package feed has no TorchSharp-cuda-linux.")]
    [InlineData("gpu", "LMMCL_TORCH is 'gpu'. Set it to cpu or cuda, or unset it.")]
    public async Task A_libtorch_that_cannot_be_had_is_refused_before_anything_is_built(string chosen, string message)
    {
        var said = await PrepareAsync("host", torch: chosen, exitCode: WrongInput);

        Assert.Contains(message, said, StringComparison.Ordinal);
        Assert.Empty(Builds);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private Task<string> PrepareAsync(string part, string during = "", string torch = "", int exitCode = 0, bool isReadOnly = false)
    {
        var launcher = Path.Combine(Repository.Root, "launcher");
        var script = $"""
            root='{root}'
            for part in say sdk torch build; do source "{launcher}/$part.sh"; done
            cd "$root"
            chmod +x bin/* || true
            prepare {part}
            """;
        return BashAsync(script, during, torch, exitCode, isReadOnly);
    }

    /// <summary>What the script said on standard error.</summary>
    private async Task<string> BashAsync(
        string script, string during = "", string torch = "", int exitCode = 0, bool isReadOnly = false)
    {
        string[] words = ["-euo", "pipefail", "-c", script];
        var start = isReadOnly
            ? ReadOnlyFolder.Command(root, ["bash", .. words])
            : new ProcessStartInfo("bash", words) { RedirectStandardError = true };
        start.Environment["PATH"] = $"{InRoot("bin")}:{start.Environment["PATH"]}";
        start.Environment["BUILDS"] = InRoot("builds");
        start.Environment["DURING_BUILD"] = during;
        start.Environment["LMMCL_TORCH"] = torch;
        start.Environment.Remove("LMMCL_LIBTORCH");
        using var bash = Process.Start(start)!;
        var said = await bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.True(bash.ExitCode == exitCode, $"exit code {bash.ExitCode}: {said}");
        return said;
    }

    private void Write(string file, string content = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(InRoot(file))!);
        File.WriteAllText(InRoot(file), content);
    }

    private string InRoot(string path) => Path.Combine(root, path);
}
