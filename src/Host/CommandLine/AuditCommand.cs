using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.EventStore;
using LmmCl.EventStore.Seals;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl audit</c>: independently verifies the stored events and files.</summary>
internal static class AuditCommand
{
    private const string FingerprintName = "--fingerprint";

    public static Command Create() => new("audit", "Verify that no record was altered, and recompute the results derived from the records.")
    {
        Verify(), SealCommand.Create(), Replay(), RerunCommand.Create(), Export(),
    };

    private static Command Verify()
    {
        var against = new Option<string?>("--against")
        {
            Description = "An earlier seal: finds also a tail that was cut off or rewritten with fresh hashes.",
        };
        var fingerprint = new Option<string?>(FingerprintName)
        {
            Description = "Fingerprint of the key that must have signed the seal, as the witness has it: 64 hexadecimal digits.",
        };
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command(
            "verify", "Hash chains, files, checkpoints. Exit code 1 where anything is wrong; the first bad position is named.")
        {
            against, fingerprint, runs, store,
        };
        command.SetAction((parsed, ct) => ReportAsync(
            HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store)),
            Verification(parsed.GetValue(against), parsed.GetValue(fingerprint)),
            ct));
        return command;
    }

    private static VerifyStore Verification(string? against, string? fingerprint) => (against, fingerprint) switch
    {
        (null, not null) => throw new InputException(
            FingerprintName, "there is no seal to compare it with.", "Name the seal with --against."),
        (null, _) => new VerifyStore(null),
        (_, null) => new VerifyStore(SealFile.Read(against)),
        _ => new VerifyStore(SealFile.Read(against), KeyFingerprint.Parse(fingerprint, FingerprintName)),
    };

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
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command(
            "replay", "Compute every score again from the stored answers, weights from the checkpoints, and reports from the events.")
        {
            report, model, runs, store,
        };
        command.SetAction((parsed, ct) => ReportAsync(
            HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store)),
            new ReplayStore(parsed.GetValue(report) ?? [], parsed.GetValue(model)),
            ct));
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
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command("export", "One portable folder: events, files, and a check that needs nothing but Python.")
        {
            folder, experiments, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = HostServices.OpenForAudit(HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
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

    private static async Task<int> ReportAsync(HostSettings options, IRequest<AuditReport> request, CancellationToken ct)
    {
        await using var services = HostServices.OpenForAudit(options);
        var report = await services.GetRequiredService<IMediator>().Send(request, ct);
        return (int)report.Write(Console.Out);
    }
}
