using LmmCl.Host.Service;

namespace LmmCl.Metrics.Tests;

public sealed class TokenTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-token-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [ToolFact("prometheus")]
    public async Task Prometheus_reads_the_metrics_with_the_token_and_not_without()
    {
        var token = Path.Combine(folder, "token");
        await File.WriteAllTextAsync(token, "a-token-of-more-than-thirty-two-characters");
        File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var (runs, port) = (Path.Combine(folder, "runs"), Tool.FreePort());
        await using var service = new HostProcess("serve", "--runs", runs, "--port", $"{port}", "--token-file", token);
        await service.UntilAsync(() => Task.FromResult(ServiceFile.Find(runs)?.ProcessId == service.Id));

        await using var with = await Prometheus.StartAsync(port, token);
        await using var without = await Prometheus.StartAsync(port);

        Assert.Equal((false, true), (with!.IsRefused, without!.IsRefused));
    }
}
