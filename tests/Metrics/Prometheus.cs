using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace LmmCl.Metrics.Tests;

/// <summary>Debian's Prometheus with the rules of <c>deploy/</c>, which scrapes one service.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private readonly HttpClient client = new();
    private readonly Process process;
    private readonly string folder;
    private readonly Task<string> error;
    private DateTimeOffset begun;
    private DateTimeOffset ended;

    private Prometheus(Process process, string folder, int port)
    {
        (this.process, this.folder) = (process, folder);
        error = process.StandardError.ReadToEndAsync();
        client.BaseAddress = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>True if the service asks for a token that Prometheus does not have.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Starts it, and waits for its first scrape, or a refusal; null where it is not installed.</summary>
    /// <param name="target">Port of the service.</param>
    /// <param name="tokenFile">File of the service's token, if it has one.</param>
    public static async Task<Prometheus?> StartAsync(int target, string? tokenFile = null)
    {
        if (!File.Exists("/usr/bin/prometheus"))
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("lmmcl-prometheus-").FullName;
        var shipped = Path.Combine(Repository.Root, "deploy", "prometheus");

        // A scrape may take as long as the time to the next one; on a busy machine that must not be short.
        var configuration = (await File.ReadAllTextAsync(Path.Combine(shipped, "prometheus.yml")))
            .Replace("127.0.0.1:8420", $"127.0.0.1:{target}", StringComparison.Ordinal)
            .Replace("scrape_interval: 15s", "scrape_interval: 2s", StringComparison.Ordinal)
            .Replace("evaluation_interval: 15s", "evaluation_interval: 500ms", StringComparison.Ordinal)
            .Replace("rules/*.yml", Path.Combine(shipped, "rules", "*.yml"), StringComparison.Ordinal);
        if (tokenFile is not null)
        {
            configuration = configuration
                .Replace("    # authorization:", "    authorization:", StringComparison.Ordinal)
                .Replace("    #   credentials_file: /etc/lmmcl/token", $"      credentials_file: {tokenFile}", StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), configuration);
        var port = Tool.FreePort();
        var start = new ProcessStartInfo(
            "/usr/bin/prometheus",
            [
                $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}",
                "--log.level=warn",
            ])
        {
            RedirectStandardError = true,
        };
        var started = new Prometheus(Process.Start(start)!, folder, port);
        await started.UntilReadyAsync();

        // Before the first scrape the service counts as missing.
        while (await started.QueryAsync("up == 1") == 0 && !started.IsRefused)
        {
            await Task.Delay(100);
            var targets = await started.client.GetStringAsync("/api/v1/targets");
            started.IsRefused = targets.Contains("401 Unauthorized", StringComparison.Ordinal);
        }

        started.begun = DateTimeOffset.UtcNow;
        return started;
    }

    /// <summary>Waits for one more evaluation of the rules: later queries end now.</summary>
    public async Task RememberAsync()
    {
        var before = await EvaluatedAsync();
        while (await EvaluatedAsync() <= before)
        {
            await Task.Delay(100);
        }

        ended = DateTimeOffset.UtcNow;
    }

    /// <summary>The number of series that an expression had at any time since the start, after which it must be valid.</summary>
    public async Task<int> CountSeriesAsync(string expression)
    {
        var query = new Dictionary<string, string>
        {
            ["query"] = expression,
            ["start"] = Time(begun),
            ["end"] = Time(ended),
            ["step"] = "1",
        };
        using var content = new FormUrlEncodedContent(query);
        using var response = await client.PostAsync("/api/v1/query_range", content);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True((string?)answer["status"] == "success", $"{expression}: {answer["error"]}");
        return answer["data"]!["result"]!.AsArray().Count;
    }

    /// <summary>The rules by name, with their expression and the last error.</summary>
    public async Task<IReadOnlyList<(string Name, string Expression, string Health)>> RulesAsync()
    {
        var answer = JsonNode.Parse(await client.GetStringAsync("/api/v1/rules"))!;
        return
        [
            .. from groups in answer["data"]!["groups"]!.AsArray()
               from rule in groups!["rules"]!.AsArray()
               select ((string)rule!["name"]!, (string)rule["query"]!, (string)rule["health"]!),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<int> QueryAsync(string expression)
    {
        var answer = JsonNode.Parse(await client.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}"))!;
        return answer["data"]!["result"]!.AsArray().Count;
    }

    private static string Time(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);

    private async Task<DateTimeOffset> EvaluatedAsync()
    {
        var answer = JsonNode.Parse(await client.GetStringAsync("/api/v1/rules"))!;
        return answer["data"]!["groups"]!.AsArray()
            .Min(group => DateTimeOffset.Parse((string)group!["lastEvaluation"]!, CultureInfo.InvariantCulture));
    }

    private async Task UntilReadyAsync()
    {
        while (true)
        {
            Assert.False(process.HasExited, process.HasExited ? await error : "");
            try
            {
                using var response = await client.GetAsync("/-/ready");
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }
    }
}
