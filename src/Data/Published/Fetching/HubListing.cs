using System.Net;
using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Published.Sets;

namespace LmmCl.Data.Published.Fetching;

/// <summary>Lists the files of a split in a repository of the Hugging Face hub, with their sizes and hashes.</summary>
/// <param name="client">Asks the hub.</param>
/// <param name="endpoint">Address of the hub.</param>
/// <param name="revision">Branch, tag or commit.</param>
internal sealed class HubListing(HttpClient client, Uri endpoint, string revision)
{
    private const int MostPages = 1_000;

    /// <summary>Returns the files, in the order of their names.</summary>
    /// <exception cref="InputException">The hub does not answer, refuses, or has no such files.</exception>
    public async Task<IReadOnlyList<FetchItem>> ListAsync(PublishedSet set, PublishedSplit split, CancellationToken ct)
    {
        var repository = set.RepositoryOf(split)!;
        var all = await AllAsync(repository, ct);
        var parquet = all.Where(item => item.Path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
            .Where(item => set.Folder is null || item.Path.Split('/').Contains(set.Folder)).ToList();
        var named = parquet.Where(item => IsOf(split, Path.GetFileName(item.Path))).ToList();
        var found = named.Count > 0 || parquet.Count != 1 ? named : parquet;
        return found.Count > 0
            ? [.. found.OrderBy(item => item.Path, StringComparer.Ordinal)]
            : throw new InputException(
                repository,
                $"the repository has no Parquet file of the split '{split.Published}'.",
                all.Count == 0 ? null : $"It has: {string.Join(", ", all.Take(5).Select(item => item.Path))}.");
    }

    private static bool IsOf(PublishedSplit split, string name) =>
        name.StartsWith($"{split.Published}-", StringComparison.Ordinal) || name == $"{split.Published}.parquet";

    private async Task<List<FetchItem>> AllAsync(string repository, CancellationToken ct)
    {
        var items = new List<FetchItem>();
        var page = new Uri(endpoint, $"api/datasets/{repository}/tree/{Uri.EscapeDataString(revision)}?recursive=true");
        for (var pages = 0; page is not null && pages < MostPages; pages++)
        {
            using var response = await GetAsync(page, repository, ct);
            var text = await response.Content.ReadAsByteArrayAsync(ct);
            items.AddRange(Files(text, repository));
            page = NextOf(response);
        }

        return items;
    }

    private async Task<HttpResponseMessage> GetAsync(Uri address, string repository, CancellationToken ct)
    {
        HttpResponseMessage response;
        try
        {
            response = await client.GetAsync(address, ct);
        }
        catch (HttpRequestException error)
        {
            throw new InputException(
                address.ToString(),
                $"the hub does not answer ({error.Message}).",
                "Check the connection; HF_ENDPOINT names another hub.",
                error);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new InputException(
                address.ToString(),
                $"the hub answers {(int)response.StatusCode} for {repository}.",
                response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    ? "Accept the terms of the data set on its page, and set HF_TOKEN."
                    : "Check the address.");
        }
    }

    private IEnumerable<FetchItem> Files(byte[] text, string repository)
    {
        JsonElement list;
        try
        {
            list = JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException error)
        {
            throw new InputException(endpoint.ToString(), $"the hub's list of {repository} is not JSON.", "Check HF_ENDPOINT.", error);
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new InputException(endpoint.ToString(), $"the hub's file listing of {repository} is not a list.", "Check HF_ENDPOINT.");
        }

        foreach (var entry in list.EnumerateArray().Where(entry => Text(entry, "type") == "file"))
        {
            if (Text(entry, "path") is { Length: > 0 } path && !path.Split('/').Contains("..") && !Path.IsPathRooted(path))
            {
                var lfs = entry.TryGetProperty("lfs", out var stored) && stored.ValueKind == JsonValueKind.Object ? stored : default;
                var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
                yield return new FetchItem(
                    new Uri(endpoint, $"datasets/{repository}/resolve/{Uri.EscapeDataString(revision)}/{escaped}"), path)
                {
                    Bytes = entry.TryGetProperty("size", out var size) && size.TryGetInt64(out var bytes) ? bytes : null,
                    Sha256 = Text(lfs, "oid") is { Length: 64 } hash ? hash : null,
                };
            }
        }
    }

    private static string? Text(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() : null;

    /// <summary>A long list has the address of its next page in a header: <c>&lt;address&gt;; rel="next"</c>.</summary>
    private Uri? NextOf(HttpResponseMessage response)
    {
        var link = response.Headers.TryGetValues("Link", out var values)
            ? values.SelectMany(value => value.Split(',')).FirstOrDefault(one => one.Contains("rel=\"next\"", StringComparison.Ordinal))
            : null;
        var (open, close) = (link?.IndexOf('<', StringComparison.Ordinal) ?? -1, link?.IndexOf('>', StringComparison.Ordinal) ?? -1);
        var next = open >= 0 && close > open ? new Uri(endpoint, link![(open + 1)..close]) : null;

        // Send the hub's token only to the hub.
        return next?.Host == endpoint.Host ? next : null;
    }
}
