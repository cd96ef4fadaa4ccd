using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.EventStore;
using LmmCl.EventStore.Seals;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Files;
using LmmCl.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl audit seal</c>: signs the state of the store for a witness.</summary>
internal static class SealCommand
{
    private const string TimestampName = "--timestamp";

    public static Command Create()
    {
        var key = new Option<string>("--key")
        {
            Description = "The sealer's private key (PEM); made where there is none.",
            DefaultValueFactory = _ => Path.Combine(UserSettings.Folder, "seal-key.pem"),
        };
        var output = new Option<string>("--out") { Description = "The seal to write.", DefaultValueFactory = _ => "seal.json" };
        var timestamp = new Option<string?>(TimestampName)
        {
            Description = "Address of a time-stamp authority (RFC 3161), to be asked for a token over the seal. It receives only a hash.",
            HelpName = "url",
        };
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command(
            "seal", "Verify every hash chain, then sign the store's current state. Give the seal to an outside witness.")
        {
            key, output, timestamp, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var authority = parsed.GetValue(timestamp) is { } url ? Address(url) : null;
            var options = HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store));
            await using var services = HostServices.OpenForAudit(options);
            var seal = await SealAsync(services.GetRequiredService<IEventLog>(), options.Store, parsed.GetValue(key)!, authority, ct);
            var target = parsed.GetValue(output)!;
            DurableFile.Write(target, seal.ToBytes());
            Console.WriteLine($"Sealed {seal.Seal.Sequence} events of {seal.Seal.Streams.Count} streams: {Path.GetFullPath(target)}");
            if (seal.TryVerifyTimestamp(out var stamp) && stamp is not null)
            {
                Console.WriteLine($"Time stamp: {stamp.Time:u}, by {stamp.Authority}");
            }

            Console.WriteLine($"Fingerprint of the key, for your witness: {seal.Fingerprint}");
            return 0;
        });
        return command;
    }

    /// <summary>Makes a seal, unless the store is empty or was altered: a seal over a broken chain would witness for it.</summary>
    private static async Task<SealFile> SealAsync(IEventLog log, string store, string key, Uri? authority, CancellationToken ct)
    {
        await SoundStore.CheckAsync(log, store, ct);
        using var signer = SealKey.Open(key, out var made);
        Console.WriteLine(made ? $"Created the key {key}. Anyone who has it can seal in your name." : $"Signed with {key}.");
        var seal = SealFile.Sign(await StoreSeal.OfAsync(log, DateTimeOffset.UtcNow, ct), signer);
        return authority is null ? seal : await seal.StampAsync(authority, ct);
    }

    private static Uri Address(string typed) =>
        Uri.TryCreate(typed, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InputException(TimestampName, $"'{typed}' is not an address that begins with http:// or https://.");
}
