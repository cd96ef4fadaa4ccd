using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LmmCl.Page.Bench;

/// <summary>A service over a store, in a process of its own.</summary>
internal sealed class ServedStore : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    private ServedStore(Process process, string address)
    {
        (this.process, Address) = (process, address);
        http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public string Address { get; }

    /// <summary>Starts the service, and returns when it is ready.</summary>
    public static async Task<ServedStore> StartAsync(string runs)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "LmmCl.Host.dll"), "serve", "--port", "0", "--runs", runs];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var file = Path.Combine(runs, "service.json");
        while (!File.Exists(file))
        {
            if (process.HasExited)
                throw new InvalidOperationException("The service ended before it listened.");
            await Task.Delay(50);
        }

        var service = new ServedStore(process, (string)JsonNode.Parse(await File.ReadAllTextAsync(file))!["address"]!);
        while (!(await service.http.GetAsync("/readyz")).IsSuccessStatusCode)
            await Task.Delay(50);
        return service;
    }

    /// <summary>Size in bytes of the document behind an experiment's slider.</summary>
    public async Task<long> SizeAsync(string experiment) =>
        (await http.GetByteArrayAsync($"/api/experiments/{experiment}/frames")).LongLength;

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
    }
}
