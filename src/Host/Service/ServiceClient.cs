using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Host.Api.Queueing;
using LmmCl.Host.Api.Security;

namespace LmmCl.Host.Service;

/// <summary>Sends the command line's requests to the service of a runs folder.</summary>
internal sealed class ServiceClient : IDisposable
{
    // Saving the state of a running experiment, or the dry run of a large sweep.
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(30);

    private readonly HttpClient http;
    private readonly ServiceFile service;

    private ServiceClient(ServiceFile service, HttpMessageHandler handler)
    {
        this.service = service;
        http = new HttpClient(handler) { BaseAddress = new Uri(service.Address), Timeout = patience };
        if (Token(service) is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>Finds the running service; null if there is none.</summary>
    public static ServiceClient? Find(string runs) =>
        ServiceFile.Find(runs) is { } service && service.IsAlive()
            ? new ServiceClient(service, new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
            : null;

    /// <summary>Finds the running service.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static ServiceClient Require(string runs) => Find(runs) ?? throw None(runs, ServiceFile.Find(runs));

    /// <summary>Reads the queue.</summary>
    public Task<QueueDocument> QueueAsync(CancellationToken ct) => SendAsync<QueueDocument>(HttpMethod.Get, "/api/queue", null, ct);

    /// <summary>Submits a file of this machine.</summary>
    public Task<SubmittedDocument> SubmitAsync(string file, int priority, CancellationToken ct) =>
        SendAsync<SubmittedDocument>(HttpMethod.Post, "/api/queue", new SubmissionBody(Path.GetFullPath(file), null, priority), ct);

    /// <summary>Moves an experiment of the queue.</summary>
    public Task<QueueItem> MoveAsync(string experiment, string? before, int? priority, CancellationToken ct) =>
        SendAsync<QueueItem>(HttpMethod.Post, $"/api/queue/{Uri.EscapeDataString(experiment)}/move", new MoveBody(before, priority), ct);

    /// <summary>Pauses, resumes or cancels an experiment.</summary>
    public Task<QueueItem> ChangeAsync(string experiment, string verb, string? reason, CancellationToken ct) =>
        SendAsync<QueueItem>(
            HttpMethod.Post, $"/api/experiments/{Uri.EscapeDataString(experiment)}/{verb}", new ReasonBody(reason), ct);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: QueueJson.Options);
        try
        {
            using var response = await http.SendAsync(request, ct);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadFromJsonAsync<T>(QueueJson.Options, ct) ?? throw Strange(null)
                : throw await FailureAsync(response, ct);
        }
        catch (HttpRequestException error)
        {
            throw new InputException(
                service.Address,
                $"the service (process {service.ProcessId}) does not answer: {error.Message}.",
                "It may be starting or stopping; try again, or start one with: lmmcl serve");
        }
        catch (JsonException error)
        {
            throw Strange(error);
        }
    }

    private static async Task<InputException> FailureAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var problem = response.Content.Headers.ContentType?.MediaType is "application/problem+json"
            ? await response.Content.ReadFromJsonAsync<ServiceProblem>(JsonSerializerOptions.Web, ct)
            : null;
        return problem?.Detail is { } detail
            ? new InputException(problem.Field ?? "service", detail, problem.Fix)
            : new InputException("service", $"it answered {(int)response.StatusCode} {response.ReasonPhrase}.");
    }

    private static InputException None(string runs, ServiceFile? stale) => new(
        runs,
        stale is null
            ? "no service runs on this folder."
            : $"no service runs on this folder; that of {ServiceFile.PathIn(runs)} (process {stale.ProcessId}) has ended.",
        "Start one with: lmmcl serve");

    private InputException Strange(Exception? error) => new(
        service.Address, "what answers is not the service, or one of another version.", "Stop it and start: lmmcl serve", error);

    private static string? Token(ServiceFile service)
    {
        if (Environment.GetEnvironmentVariable(AccessToken.Variable) is { Length: > 0 } token)
        {
            return token;
        }

        return service.TokenFile is { } file && File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    /// <summary>An error as the service answers it.</summary>
    private sealed record ServiceProblem(string? Detail, string? Field, string? Fix);
}
