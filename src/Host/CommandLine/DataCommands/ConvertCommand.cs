using System.CommandLine;
using System.Globalization;
using LmmCl.Data.Published.Conversion;
using LmmCl.Data.Published.Sets;
using LmmCl.Runs.Progress;

namespace LmmCl.Host.CommandLine.DataCommands;

/// <summary><c>lmmcl data convert</c>: makes LLaVA records of the files that a data set's publisher gives.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("set") { Description = "Name of the data set; 'lmmcl data sets' lists them." };
        var sources = new Argument<string[]>("source")
        {
            Description = "Published files (Parquet, JSON, JSON lines, CSV), or folders of them; of CUB-200-2011 its unpacked folder.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output") { Description = "Folder to write to; by default data/SET." };
        var split = new Option<string>("--split")
        {
            Description = "train or test.",
            DefaultValueFactory = _ => PublishedSplit.Test,
        };
        var images = new Option<string?>("--images") { Description = "Folder of pictures that the files only name; by default their own." };
        var seed = new Option<int>("--seed") { Description = "Seed of drawn options.", DefaultValueFactory = _ => 42 };
        var leaveOut = new Option<bool>("--leave-out-missing")
        {
            Description = "Leave out records whose picture is missing, and list the pictures in a file.",
        };
        var command = new Command("convert", "Make LLaVA records and pictures of a data set as its publisher gives it.")
        {
            name, sources, output, split, images, seed, leaveOut,
        };
        command.SetAction((parsed, ct) => Task.FromResult(Run(
            new ConversionRequest(
                PublishedSets.Find(parsed.GetValue(name)!),
                PublishedSets.Find(parsed.GetValue(name)!).Split(parsed.GetValue(split)!),
                parsed.GetValue(sources)!,
                parsed.GetValue(output) ?? Path.Combine("data", parsed.GetValue(name)!))
            {
                Pictures = parsed.GetValue(images),
                Seed = parsed.GetValue(seed),
                LeavesOutMissing = parsed.GetValue(leaveOut),
            },
            ct)));
        return command;
    }

    private static int Run(ConversionRequest request, CancellationToken ct)
    {
        ConversionReport report;
        using (var progress = ProgressLine.OnStandardError())
        {
            progress.Begin($"converting {request.Set.Name}, {request.Split.Name}", request.Split.Records ?? 0);
            report = Converter.Run(request with { Converted = records => progress.Report(records) }, ct);
        }

        var counts = string.Create(CultureInfo.InvariantCulture, $"{report.Records:N0} records with {report.Pictures:N0} pictures");
        Console.WriteLine($"{report.Data}: {counts}{(report.WasThere ? ", as converted before" : "")}.");
        if (report.LeftOut > 0)
        {
            Console.WriteLine($"note: {report.LeftOut} records are left out; {request.Split.Name}.missing.txt lists their pictures.");
        }

        if (request.Split.Records is { } published && published != report.Records + report.LeftOut)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"note: the publisher states {published:N0} records for this split."));
        }

        Console.WriteLine("Its entry in a YAML of skills and benchmarks:");
        Console.WriteLine(SetEntry.Of(request.Set, request.Output));
        return 0;
    }
}
