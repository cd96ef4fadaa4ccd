using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld;

namespace LmmCl.Service.Bench;

/// <summary>A service in a process of its own that trains all parameters of tiny-ov in batches of sixteen, for as long as needed.</summary>
internal sealed class ServedTraining : IAsyncDisposable
{
    private const double Megabyte = 1 << 20;

    // Never reached; tells the progress of the training from that of anything else.
    private const int Steps = 1_000_000;

    private readonly Process process;
    private readonly HttpClient http;

    private ServedTraining(Process process, string address)
    {
        (this.process, Address) = (process, address);
        http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public string Address { get; }

    /// <summary>Memory of the service itself; the worker that trains is another process.</summary>
    public double MemoryMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / Megabyte;
        }
    }

    /// <summary>Starts the service and the experiment, and returns when it trains.</summary>
    public static async Task<ServedTraining> StartAsync(string folder)
    {
        var sizes = new TinyWorldSizes(256, SkillTest: 1, BenchmarkTest: 1, ProbeCaptions: 1);
        var world = TinyWorldFiles.Write(Path.Combine(folder, "world"), seed: 5, sizes);
        var file = Path.Combine(folder, "experiment.yaml");
        await File.WriteAllTextAsync(file, $$"""
            experiment: served
            model: {{Path.GetFullPath("models/tiny-ov")}}
            world: {{world}}
            skills: [pixmocount]
            settings: { recipe: full }
            training: { effective_batch: 16, micro_batch: 16, max_steps: {{Steps}} }
            """);
        var runs = Path.Combine(folder, "runs");
        var host = Path.Combine(AppContext.BaseDirectory, "LmmCl.Host.dll");
        var start = new ProcessStartInfo("dotnet", [host, "serve", "--port", "0", "--slots", "1", "--runs", runs])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var service = new ServedTraining(process, await AddressAsync(Path.Combine(runs, "service.json"), process));
        using var submitted = await service.http.PostAsJsonAsync("/api/queue", new { file });
        if (!submitted.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await submitted.Content.ReadAsStringAsync());
        }

        while (await service.StepAsync() is not > 0)
        {
            await Task.Delay(100);
        }

        return service;
    }

    /// <summary>Steps a second over a time, from the progress that the service knows of each step.</summary>
    public async Task<double> StepsASecondAsync(TimeSpan time)
    {
        var (from, start) = await AtStepAsync();
        await Task.Delay(time);
        var (to, end) = await AtStepAsync();
        return (to - from) / Stopwatch.GetElapsedTime(start, end).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
    }

    private static async Task<string> AddressAsync(string file, Process process)
    {
        while (!File.Exists(file))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("The service ended before it listened.");
            }

            await Task.Delay(50);
        }

        return (string)JsonNode.Parse(await File.ReadAllTextAsync(file))!["address"]!;
    }

    /// <summary>The moment at which a step ends, and its number.</summary>
    private async Task<(int Step, long At)> AtStepAsync()
    {
        var before = await StepAsync();
        while (true)
        {
            await Task.Delay(5);
            if (await StepAsync() is { } step && step > before)
            {
                return (step, Stopwatch.GetTimestamp());
            }
        }
    }

    private async Task<int?> StepAsync()
    {
        var progress = (await http.GetFromJsonAsync<JsonArray>("/api/executors"))![0]!["progress"];
        return (int?)progress?["total"] == Steps ? (int)progress["done"]! : null;
    }
}
