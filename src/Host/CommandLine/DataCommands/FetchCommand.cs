using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using LmmCl.Abstractions;
using LmmCl.Data.Published.Conversion;
using LmmCl.Data.Published.Fetching;
using LmmCl.Data.Published.Sets;
using LmmCl.Runs.Progress;

namespace LmmCl.Host.CommandLine.DataCommands;

/// <summary><c>lmmcl data fetch</c>: lists where a data set's files are, and downloads them if asked to.</summary>
internal static class FetchCommand
{
    private const string Hub = "https://huggingface.co/";
    private const int MostListed = 20;
    private const int FilesAtOnce = 2;
    private const int PicturesAtOnce = 8;
    private const long LargestPicture = 100 << 20;

    public static Command Create()
    {
        var name = new Argument<string>("set") { Description = "Name of the data set; 'lmmcl data sets' lists them." };
        var output = new Option<string?>("--output") { Description = "Folder of downloads; by default downloads/SET." };
        var split = new Option<string?>("--split") { Description = "train or test; by default both." };
        var pictures = new Option<bool>("--pictures")
        {
            Description = "Instead: the pictures whose addresses stand in the files that were downloaded (pixmocount).",
        };
        var revision = new Option<string>("--revision") { Description = "Branch, tag or commit.", DefaultValueFactory = _ => "main" };
        var download = new Option<bool>("--download") { Description = "Download; without it the addresses are listed and that is all." };
        var command = new Command("fetch", "List the addresses of a data set's files; with --download, download them.")
        {
            name, output, split, pictures, revision, download,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var set = PublishedSets.Find(parsed.GetValue(name)!);
            var folder = parsed.GetValue(output) ?? Path.Combine("downloads", set.Name);
            IReadOnlyList<PublishedSplit> splits = parsed.GetValue(split) is { } one ? [set.Split(one)] : set.Splits;
            var ofPictures = parsed.GetValue(pictures);
            using var client = ofPictures ? FetchClients.Wary() : FetchClients.Trusting();
            var items = ofPictures
                ? PicturesOf(set, splits, folder)
                : await FilesOfAsync(set, splits, client, parsed.GetValue(revision)!, ct);
            List(items, folder);
            if (!parsed.GetValue(download))
            {
                Console.WriteLine("Nothing was downloaded; add --download to do so.");
                return 0;
            }

            return Report(await DownloadAsync(items, client, folder, ofPictures, set.Name, ct), folder, ofPictures);
        });
        return command;
    }

    private static async Task<IReadOnlyList<FetchOutcome>> DownloadAsync(
        IReadOnlyList<FetchItem> items, HttpClient client, string folder, bool ofPictures, string set, CancellationToken ct)
    {
        using var progress = ProgressLine.OnStandardError();
        var (saying, bytes) = (new Lock(), 0L);
        var loader = new Download(client, folder, ofPictures ? LargestPicture : long.MaxValue) { Received = Count };
        bytes = items.Sum(loader.BytesOf);
        var total = items.All(item => item.Bytes is not null) ? items.Sum(item => item.Bytes!.Value) : 0;
        progress.Begin($"downloading {set}, in MiB", Mebibytes(total), Mebibytes(bytes));
        return await Fetcher.RunAsync(items, loader, ofPictures ? PicturesAtOnce : FilesAtOnce, Say, ct);

        void Count(int more)
        {
            lock (saying)
            {
                bytes += more;
                progress.Report(Mebibytes(bytes));
            }
        }

        void Say(FetchOutcome outcome)
        {
            if (outcome is { Problem: null, WasThere: false })
            {
                lock (saying)
                {
                    // Clear the progress line, which would mix with standard output; the next piece redraws it.
                    progress.Dispose();
                    var isHashed = (outcome.Item.Sha256 ?? outcome.Item.Md5) is not null;
                    Console.WriteLine($"{outcome.Item.Path}: downloaded{(isHashed ? ", hash as published" : "")}");
                }
            }
        }
    }

    private static int Mebibytes(long bytes) => (int)(bytes >> 20);

    private static IReadOnlyList<FetchItem> PicturesOf(PublishedSet set, IReadOnlyList<PublishedSplit> splits, string folder) =>
        set.MayLackPictures && Directory.Exists(folder)
            ? [.. PictureAddresses.Of(splits.SelectMany(split => SourceFiles.Find(set, split, [folder]))).DistinctBy(item => item.Path)]
            : throw new InputException(
                folder,
                set.MayLackPictures ? "the folder does not exist." : $"the files of {set.Name} hold their pictures.",
                set.MayLackPictures ? $"First run 'lmmcl data fetch {set.Name} --download'." : "Leave --pictures out.");

    private static async Task<IReadOnlyList<FetchItem>> FilesOfAsync(
        PublishedSet set, IReadOnlyList<PublishedSplit> splits, HttpClient client, string revision, CancellationToken ct)
    {
        var endpoint = Endpoint();
        if (Environment.GetEnvironmentVariable("HF_TOKEN") is { Length: > 0 } token && (endpoint.Scheme == "https" || endpoint.IsLoopback))
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        var items = new List<FetchItem>();
        foreach (var split in splits)
        {
            if (set.RepositoryOf(split) is not null)
            {
                items.AddRange(await new HubListing(client, endpoint, revision).ListAsync(set, split, ct));
            }
            else if (set.Files.Count == 0)
            {
                Console.WriteLine($"note: the files of {set.Name}, {split.Name}, are not published.");
            }
            else
            {
                items.AddRange(set.Files.Select(file =>
                    new FetchItem(new Uri(file.Address), file.Name) { Md5 = file.Md5, Next = file.Next }));
            }
        }

        return items;
    }

    private static Uri Endpoint()
    {
        var text = Environment.GetEnvironmentVariable("HF_ENDPOINT") is { Length: > 0 } other ? other.TrimEnd('/') + "/" : Hub;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InputException("HF_ENDPOINT", $"'{text}' is not an address of the web.", $"By default it is {Hub}.");
    }

    private static void List(IReadOnlyList<FetchItem> items, string folder)
    {
        foreach (var item in items.Take(MostListed))
        {
            Console.WriteLine($"{item.Address}  {Size(item.Bytes)}  {Path.Combine(folder, item.Path)}");
        }

        var hosts = string.Join(", ", items.GroupBy(item => item.Address.Host).OrderByDescending(host => host.Count()).Take(5)
            .Select(host => $"{host.Key} ({host.Count()})"));
        if (items.Count > MostListed)
        {
            Console.WriteLine($"... and {items.Count - MostListed:N0} more");
        }

        var known = items.Sum(item => item.Bytes ?? 0);
        Console.WriteLine($"{items.Count:N0} files{(known > 0 ? $", {Size(known)}" : "")} from {hosts}");
    }

    private static int Report(IReadOnlyList<FetchOutcome> outcomes, string folder, bool ofPictures)
    {
        var missing = outcomes.Where(outcome => outcome.Problem is not null).ToList();
        foreach (var outcome in missing.Take(MostListed))
        {
            Console.WriteLine($"missing: {outcome.Item.Path}: {outcome.Problem} ({outcome.Item.Address})");
        }

        var there = outcomes.Count(outcome => outcome.WasThere);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcomes.Count - missing.Count - there:N0} downloaded, {there:N0} were there, {missing.Count:N0} are missing in {folder}"));
        foreach (var next in outcomes.Select(outcome => outcome.Item.Next).OfType<string>().Distinct())
        {
            Console.WriteLine(next);
        }

        if (missing.Count > MostListed || (ofPictures && missing.Count > 0))
        {
            var list = Path.Combine(folder, "missing.txt");
            File.WriteAllLines(list, missing.Select(outcome => $"{outcome.Item.Path}\t{outcome.Item.Address}\t{outcome.Problem}"));
            Console.WriteLine($"{list} lists all that are missing.");
        }

        return missing.Count == 0 ? 0 : CommandFailure.WrongInput;
    }

    private static string Size(long? bytes) => bytes switch
    {
        null => "size unknown",
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes.Value / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes.Value / (double)(1L << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes.Value:N0} bytes"),
    };
}
