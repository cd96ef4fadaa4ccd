using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LmmCl.Events;

namespace LmmCl.Workers.Tests.Resuming;

/// <summary>Saved training states that somebody alters or plants in the folder of a paused run.</summary>
[Collection(nameof(HostRuns))]
public sealed class AlteredStateTests(OneStage stage) : IClassFixture<OneStage>
{
    private const int StoppedAfter = 20;
    private const string Trained = "trained.safetensors";
    private const string Manifest = "state.json";

    [Fact]
    public async Task A_state_altered_with_its_manifest_is_refused_without_it_the_one_before_is_used()
    {
        using var place = stage.Place();
        var (file, saved) = await StoppedAsync(place);
        var folder = place.PathOf("small", saved.Path);
        Alter(folder);

        var typed = await Typed.CommandAsync("run", file, "--runs", place.Runs);

        var found = ContentHash.OfFile(Path.Combine(folder, Manifest)).Short;
        IsRefused(typed, Path.Combine(folder, Manifest), $"SHA-256 {saved.Manifest.Short} was recorded, it is {found}");
        Directory.Delete(folder, recursive: true);
        var again = await Typed.CommandAsync("run", file, "--runs", place.Runs);
        Assert.True(again.Code == 0, again.Error);
        Assert.Contains($"the state after step {StoppedAfter} is gone; training resumes after step 18", again.Error, StringComparison.Ordinal);
        stage.Unstopped.IsSameAs(await Outcome.OfAsync(place));
    }

    [Fact]
    public async Task A_file_that_is_not_as_the_recorded_manifest_says_is_refused()
    {
        using var place = stage.Place();
        var (file, saved) = await StoppedAsync(place);
        var path = Path.Combine(place.PathOf("small", saved.Path), Trained);
        FlipLastByte(path);

        IsRefused(await Typed.CommandAsync("run", file, "--runs", place.Runs), path, "was recorded");
    }

    [Fact]
    public async Task A_file_that_was_added_to_a_state_is_refused()
    {
        using var place = stage.Place();
        var (file, saved) = await StoppedAsync(place);
        var path = Path.Combine(place.PathOf("small", saved.Path), "method", "added");
        await File.WriteAllTextAsync(path, "");

        IsRefused(await Typed.CommandAsync("run", file, "--runs", place.Runs), path, "not part of the recorded state");
    }

    [Theory]
    [InlineData(21)]
    [InlineData(39)]
    [InlineData(40)]
    public async Task A_state_that_was_planted_is_neither_resumed_from_nor_saved_as_the_runs_own(int step)
    {
        using var place = stage.Place();
        var (file, saved) = await StoppedAsync(place);
        var planted = place.PathOf("small", $"work/stage-1/state/step-{step:D8}");
        SmallWorld.Copy(place.PathOf("small", saved.Path), planted);
        Alter(planted, step);

        await place.RunAsync(file);

        stage.Unstopped.IsSameAs(await Outcome.OfAsync(place));
    }

    [Fact]
    public async Task A_stage_whose_states_are_gone_starts_from_its_first_step_and_says_so()
    {
        using var place = stage.Place();
        var (file, _) = await StoppedAsync(place);
        Directory.Delete(place.PathOf("small", "work/stage-1/state"), recursive: true);

        var typed = await Typed.CommandAsync("run", file, "--runs", place.Runs);

        Assert.True(typed.Code == 0, typed.Error);
        Assert.Contains("training starts from its first step", typed.Error, StringComparison.Ordinal);
        stage.Unstopped.IsSameAs(await Outcome.OfAsync(place));
    }

    [Fact]
    public async Task A_state_that_is_saved_again_and_not_recorded_before_a_kill_is_no_altered_one()
    {
        using var place = stage.Place();
        var file = OneStage.Write(place);
        await CutAsync(place, file, new PowerCut { After = happened => happened is StateSaved { Step: 6 } });
        Directory.Delete(place.PathOf("small", "work/stage-1/state/step-00000006"), recursive: true);
        await CutAsync(place, file, new PowerCut { Before = happened => happened is StateSaved { Step: 6 } });

        await place.RunAsync(file);

        stage.Unstopped.IsSameAs(await Outcome.OfAsync(place));
    }

    private static async Task CutAsync(Workplace place, string file, PowerCut power) =>
        await Assert.ThrowsAsync<IOException>(() => place.RunAsync(file, StoppingProgress.Never, power));

    private static async Task<(string File, StateSaved Saved)> StoppedAsync(Workplace place)
    {
        var file = OneStage.Write(place);
        using var stop = new CancellationTokenSource();
        var progress = new StoppingProgress("training", StoppedAfter, stop.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunAsync(file, progress, new PowerCut(), stop.Token));
        var saved = (await place.HistoryAsync()).OfType<StateSaved>().Last();
        Assert.Equal(StoppedAfter, saved.Step);
        return (file, saved);
    }

    private static void IsRefused(Typed typed, params string[] parts)
    {
        Assert.Equal(2, typed.Code);
        Assert.All(
            [.. parts, "Put the saved training state back"],
            part => Assert.Contains(part, typed.ErrorLines[^1], StringComparison.Ordinal));
    }

    /// <summary>Alters a number of the trained tensors, and the manifest with it.</summary>
    private static void Alter(string folder, int? step = null)
    {
        var (tensors, path) = (Path.Combine(folder, Trained), Path.Combine(folder, Manifest));
        FlipLastByte(tensors);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["files"]![Trained] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(tensors)));
        manifest["step"] = step ?? (int)manifest["step"]!;
        File.WriteAllText(path, manifest.ToJsonString());
    }

    private static void FlipLastByte(string path)
    {
        var content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
    }
}
