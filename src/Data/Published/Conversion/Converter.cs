using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Published.Sets;
using LmmCl.Data.Published.Tables;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Published.Conversion;

/// <summary>
/// Converts published files to LLaVA records. The records get their name once all of them and their pictures are on disk; an interrupted
/// conversion is run again and writes only the pictures that are not there.
/// </summary>
internal static class Converter
{
    private const int MostNamed = 3;

    /// <summary>Converts the files, or returns the report of an earlier conversion of the same inputs.</summary>
    /// <exception cref="InputException">
    /// A published file does not match the set's description, or the folder holds the records of other inputs.
    /// </exception>
    public static ConversionReport Run(ConversionRequest request, CancellationToken ct)
    {
        var files = SourceFiles.Find(request.Set, request.Split, request.Sources);
        var tables = Open(request.Set, files);
        try
        {
            using var alone = FileLock.TryTake(Path.Combine(request.Output, ".lock"))
                ?? throw new InputException(request.Output, "another conversion writes to this folder.", "Wait until it is done.");
            var inputs = ConversionManifest.Inputs(request, tables.SelectMany(one => one.Table.Sources));
            return Existing(request, inputs) ?? Write(request, tables, inputs, ct);
        }
        finally
        {
            tables.ForEach(one => one.Table.Dispose());
        }
    }

    private static List<(ITable Table, Layout Layout)> Open(PublishedSet set, IReadOnlyList<string> files)
    {
        var tables = new List<(ITable Table, Layout Layout)>();
        try
        {
            foreach (var file in files)
            {
                var table = TableFile.Open(file);
                tables.Add((table, LayoutChoice.Of(set, table)));
            }

            return tables;
        }
        catch
        {
            tables.ForEach(one => one.Table.Dispose());
            throw;
        }
    }

    private static string ManifestOf(ConversionRequest request) => Path.Combine(request.Output, $"{request.Split.Name}.manifest.json");

    private static ConversionReport? Existing(ConversionRequest request, JsonObject inputs)
    {
        if (!File.Exists(request.Data))
        {
            return null;
        }

        var manifest = ConversionManifest.Read(ManifestOf(request));
        if (manifest is null || manifest["data"]!["sha256"]!.ToString() != ConversionManifest.HashOf(request.Data))
        {
            throw new InputException(
                request.Data, "the file already exists and does not match a manifest beside it.", "Name another folder, or delete it.");
        }

        if (!JsonNode.DeepEquals(manifest["inputs"], inputs))
        {
            throw new InputException(
                request.Data,
                "it was made from other files or with another seed, as its manifest says.",
                "Name another folder, or delete it to convert anew.");
        }

        var pictures = new PictureFolder(request.Output);
        var records = LlavaFile.Read(request.Data);
        return records.Any(record => pictures.Find(record).Contains(null)) ? null : new(
            request.Data, records.Count, records.SelectMany(record => record.Pictures ?? []).Distinct().Count(), LeftOutOf(manifest), true);
    }

    private static int LeftOutOf(JsonObject manifest) =>
        int.TryParse(manifest["left_out"]?.ToString(), CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static ConversionReport Write(
        ConversionRequest request,
        List<(ITable Table, Layout Layout)> tables,
        JsonObject inputs,
        CancellationToken ct)
    {
        var pictures = new PictureStore(request.Output, request.Pictures ?? PicturesOf(tables[0].Table));
        var missing = new List<string>();
        var (records, hash) = (0, "");
        var writing = Path.Combine(request.Output, $".{request.Split.Name}.jsonl.writing");
        using (var stream = new FileStream(writing, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            using (var lines = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" })
            {
                foreach (var line in Lines(request, tables, pictures, missing, ct))
                {
                    lines.WriteLine(line);
                    records++;
                    request.Converted?.Invoke(records);
                }
            }

            stream.Position = 0;
            hash = Convert.ToHexStringLower(SHA256.HashData(stream));
            stream.Flush(flushToDisk: true);
        }

        RefuseMissing(request, missing, pictures);
        if (records == 0)
        {
            throw new InputException(
                string.Join(", ", tables.Select(one => one.Table.File)), $"there are no records for '{request.Split.Name}'.");
        }

        if (Directory.Exists(pictures.Written))
        {
            DurableFolder.SyncAll(pictures.Written);
        }

        var report = new ConversionReport(request.Data, records, pictures.Count, missing.Count, false);
        DurableFile.Write(ManifestOf(request), ConversionManifest.Text(inputs, report, hash));
        DurableFile.Rename(writing, request.Data);
        return report;
    }

    private static IEnumerable<string> Lines(
        ConversionRequest request,
        List<(ITable Table, Layout Layout)> tables,
        PictureStore pictures,
        List<string> missing,
        CancellationToken ct)
    {
        var use = new SplitUse(request.Split.Name == PublishedSplit.Test, request.Seed);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var position = 0;
        foreach (var (table, layout) in tables)
        {
            foreach (var row in table.Read(layout.Columns))
            {
                ct.ThrowIfCancellationRequested();
                if (layout.Of(row, use) is not { } example)
                {
                    continue;
                }

                var id = example.Id ?? string.Create(CultureInfo.InvariantCulture, $"{request.Set.Name}_{position:00000}");
                position++;
                if (!ids.Add(id))
                {
                    throw new InputException(row.Place, $"the id '{Shown.Of(id)}' is there twice.", "Name each file once.");
                }

                if (string.IsNullOrWhiteSpace(example.Answer))
                {
                    throw new InputException(row.Place, "the answer is empty.", "Check that this split is published with answers.");
                }

                var paths = example.Pictures.Select(picture => (picture, Path: pictures.Add(picture, row.Place))).ToList();
                if (paths.Find(one => one.Path is null) is { picture: { } absent })
                {
                    missing.Add(absent.Path!);
                    continue;
                }

                yield return RecordLine.Of(id, [.. paths.Select(one => one.Path!)], example, use.IsTest);
            }
        }
    }

    private static string PicturesOf(ITable first) => first is CubFolder cub
        ? Path.Combine(Path.GetDirectoryName(cub.Sources[0])!, "images")
        : Path.GetDirectoryName(Path.GetFullPath(first.File))!;

    /// <summary>Refuses missing pictures unless they may be left out, and then lists them in a file.</summary>
    private static void RefuseMissing(ConversionRequest request, List<string> missing, PictureStore pictures)
    {
        if (missing.Count == 0)
        {
            return;
        }

        if (!request.LeavesOutMissing)
        {
            var named = string.Join(", ", missing.Take(MostNamed).Select(Shown.Of));
            throw new InputException(
                pictures.Named,
                $"{missing.Count} pictures are missing: {named}{(missing.Count > MostNamed ? " ..." : "")}.",
                request.Set.MayLackPictures
                    ? "Run 'lmmcl data fetch', or leave their records out with --leave-out-missing."
                    : "Name the folder of the pictures with --images.");
        }

        DurableFile.Write(
            Path.Combine(request.Output, $"{request.Split.Name}.missing.txt"), Encoding.UTF8.GetBytes(string.Join('\n', missing) + "\n"));
    }
}
