using System.CommandLine;
using LmmCl.Audit;
using LmmCl.EventStore;
using LmmCl.EventStore.Seals;
using LmmCl.Host.Commands;
using LmmCl.Host.Services;
using LmmCl.Plugins;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl audit</c>: independently verifies the stored events and files.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Check that nothing recorded was altered, and compute again what follows from it.")
    {
        Verify(), Seal(), Replay(), RerunCommand.Create(), Export(),
    };

    private static Command Verify()
    {
        var against = new Option<string?>("--against")
        {
            Description = "An earlier seal: finds also a tail that was cut off or rewritten with fresh hashes.",
        };
        var (runs, store) = HostOptions.CommandLine();
        var command = new Command(
            "verify", "Hash chains, files, checkpoints. Exit code 1 where anything is wrong; the first bad position is named.")
        {
            against, runs, store,
        };
        command.SetAction((parsed, ct) => ReportAsync(
            HostOptions.From(parsed.GetValue(runs)!, parsed.GetValue(store)),
            new VerifyStore(parsed.GetValue(against) is { } path ? SealFile.Read(path) : null),
            ct));
        return command;
    }

    private static Command Replay()
    {
        var report = new Option<string[]>("--report")
        {
            Description = "A report in JSON, to be made again from the events and compared. May be repeated.",
        };
        var model = new Option<string?>("--model")
        {
            Description = "Folder of the base model, to compute the weights of checkpoints again. By default where the experiment ran.",
        };
        var (runs, store) = HostOptions.CommandLine();
        var command = new Command(
            "replay", "Compute every score again from the stored answers, weights from the checkpoints, and reports from the events.")
        {
            report, model, runs, store,
        };
        command.SetAction((parsed, ct) => ReportAsync(
            HostOptions.From(parsed.GetValue(runs)!, parsed.GetValue(store)), new ReplayStore(parsed.GetValue(report) ?? [], parsed.GetValue(model)), ct));
        return command;
    }

    private static Command Seal()
    {
        var key = new Option<string>("--key")
        {
            Description = "The sealer's private key (PEM); made where there is none.",
            DefaultValueFactory = _ => Path.Combine(UserSettings.Folder, "seal-key.pem"),
        };
        var output = new Option<string>("--out") { Description = "The seal to write.", DefaultValueFactory = _ => "seal.json" };
        var (runs, store) = HostOptions.CommandLine();
        var command = new Command("seal", "Sign what the store holds now. Give the seal to somebody outside.") { key, output, runs, store };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = HostServices.OpenExisting(HostOptions.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
            using var signer = SealKey.Open(parsed.GetValue(key)!, out var made);
            var seal = SealFile.Sign(await StoreSeal.OfAsync(services.GetRequiredService<IEventLog>(), DateTimeOffset.UtcNow, ct), signer);
            var target = parsed.GetValue(output)!;
            seal.Write(target);
            Console.WriteLine(made
                ? $"Made the key {parsed.GetValue(key)}. Whoever has it can seal in your name."
                : $"Signed with {parsed.GetValue(key)}.");
            Console.WriteLine(
                $"Sealed {seal.Seal.Sequence} events of {seal.Seal.Streams.Count} streams: {Path.GetFullPath(target)}");
            Console.WriteLine($"Fingerprint of the key, for your witness: {seal.Fingerprint}");
            return 0;
        });
        return command;
    }

    private static Command Export()
    {
        var folder = new Argument<string>("folder") { Description = "A folder that does not exist yet." };
        var experiments = new Option<string[]>("--experiments")
        {
            Description = "Only the files of these experiments; the events are always whole.",
            AllowMultipleArgumentsPerToken = true,
        };
        var (runs, store) = HostOptions.CommandLine();
        var command = new Command("export", "One portable folder: events, files, and a check that needs nothing but Python.")
        {
            folder, experiments, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = HostServices.OpenExisting(HostOptions.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
            var target = parsed.GetValue(folder)!;
            var exported = await services.GetRequiredService<IMediator>()
                .Send(new ExportHistory(target, parsed.GetValue(experiments) ?? []), ct);
            Console.WriteLine(
                $"{exported.Events} events and {exported.Files} files are in {Path.GetFullPath(target)}. "
                + "Check them there with: python3 verify.py");
            return 0;
        });
        return command;
    }

    private static async Task<int> ReportAsync(HostOptions options, IRequest<AuditReport> request, CancellationToken ct)
    {
        await using var services = HostServices.OpenExisting(options);
        var report = await services.GetRequiredService<IMediator>().Send(request, ct);
        return (int)report.Write(Console.Out);
    }
}
