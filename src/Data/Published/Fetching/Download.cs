using System.Net;
using System.Net.Http.Headers;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Published.Fetching;

/// <summary>
/// Downloads a file to <c>.NAME.part</c>, resuming an earlier attempt if the server still has the same file, and renames it once size and
/// hash match.
/// </summary>
/// <param name="client">Asks the server.</param>
/// <param name="folder">Folder of downloads.</param>
/// <param name="largest">Maximum size of a file in bytes.</param>
internal sealed class Download(HttpClient client, string folder, long largest = long.MaxValue)
{
    private const int Attempts = 4;
    private const int BufferSize = 1 << 20;

    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan toRead = TimeSpan.FromSeconds(120);

    /// <summary>Wait before the second attempt; it doubles with each.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Called with the size in bytes of each received piece, from several threads.</summary>
    public Action<int>? Received { get; init; }

    /// <summary>Returns the number of bytes of a file that are on the disk already.</summary>
    public long BytesOf(FetchItem item)
    {
        var path = Path.GetFullPath(Path.Combine(folder, item.Path));
        return new[] { path, PartOf(path) }.Select(file => new FileInfo(file)).FirstOrDefault(file => file.Exists)?.Length ?? 0;
    }

    /// <summary>Downloads a file unless it exists. A failure is returned as an outcome, not thrown.</summary>
    public async Task<FetchOutcome> RunAsync(FetchItem item, CancellationToken ct)
    {
        var path = Path.GetFullPath(Path.Combine(folder, item.Path));
        if (File.Exists(path))
        {
            return ContentHash.Differs(item, path) is { } other
                ? new(item, $"{path} is there, but {other}; delete it to download it again", false)
                : new(item, null, true);
        }

        DurableFolder.Create(Path.GetDirectoryName(path)!);
        var part = PartOf(path);
        var wait = FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            var (problem, again, asked) = await TryAsync(item, part, ct);
            if (problem is null && ContentHash.Differs(item, part) is { } difference)
            {
                Forget(part);
                (problem, again) = ($"the downloaded file differs from the published one: {difference}", false);
            }

            if (problem is null)
            {
                DurableFile.Sync(part);
                DurableFile.Rename(part, path);
                Forget(part);
                return new(item, null, false);
            }

            if (!again || attempt == Attempts)
            {
                return new(item, problem, false);
            }

            await Task.Delay(asked is { } longer && longer < longestWait ? longer : wait, ct);
            wait *= 2;
        }
    }

    private async Task<(string? Problem, bool Again, TimeSpan? Wait)> TryAsync(FetchItem item, string part, CancellationToken ct)
    {
        try
        {
            var tag = File.Exists(part) && File.Exists(TagOf(part)) ? await File.ReadAllTextAsync(TagOf(part), ct) : null;

            // With a known hash, resuming is safe without a tag: a part of another file fails the comparison at the end.
            var isHashed = (item.Sha256 ?? item.Md5) is not null;
            var had = File.Exists(part) && (tag is not null || isHashed) ? new FileInfo(part).Length : 0;
            if (had > 0 && had == item.Bytes)
            {
                return (null, false, null);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, item.Address);
            if (had > 0)
            {
                request.Headers.Range = new RangeHeaderValue(had, null);
                request.Headers.IfRange = EntityTagHeaderValue.TryParse(tag, out var known) ? new RangeConditionHeaderValue(known) : null;
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!response.IsSuccessStatusCode)
            {
                return Refused(response, part);
            }

            var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == had;
            if (response.StatusCode == HttpStatusCode.PartialContent && !goesOn)
            {
                Forget(part);
                return ("the server sent another part than was asked for", true, null);
            }

            await ReadAsync(response, part, goesOn ? had : 0, ct);
            return (null, false, null);
        }
        catch (Exception error) when (error is HttpRequestException or HttpIOException or TimeoutException
            || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (error.Message.TrimEnd('.'), error.GetBaseException() is not InnerAddressException, null);
        }
        catch (Exception error) when (error is TooLargeException)
        {
            Forget(part);
            return (error.Message, false, null);
        }
    }

    private static (string Problem, bool Again, TimeSpan? Wait) Refused(HttpResponseMessage response, string part)
    {
        var code = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            Forget(part);
            return ("the server has another file now", true, null);
        }

        return ($"the server answers {code}", code is 408 or 429 or >= 500, response.Headers.RetryAfter?.Delta);
    }

    private async Task ReadAsync(HttpResponseMessage response, string part, long had, CancellationToken ct)
    {
        if (had == 0)
        {
            Forget(part);
        }

        if (response.Headers.ETag is { IsWeak: false } tag)
        {
            await File.WriteAllTextAsync(TagOf(part), tag.ToString(), ct);
        }

        await using var target = new FileStream(part, had > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        await using var source = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[BufferSize];
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(ct);
        while (true)
        {
            idle.CancelAfter(toRead);
            var read = await source.ReadAsync(buffer, idle.Token);
            if (read == 0)
            {
                break;
            }

            if (target.Length + read > largest)
            {
                throw new TooLargeException(largest);
            }

            await target.WriteAsync(buffer.AsMemory(0, read), ct);
            Received?.Invoke(read);
        }
    }

    private static string PartOf(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.part");

    private static string TagOf(string part) => part + ".etag";

    private static void Forget(string part)
    {
        File.Delete(part);
        File.Delete(TagOf(part));
    }

    private sealed class TooLargeException(long largest) : Exception($"it has more than {largest:N0} bytes");
}
