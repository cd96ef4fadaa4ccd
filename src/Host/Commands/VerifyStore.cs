using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Seals;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Verifies that a store and the files that it names are unaltered.</summary>
/// <param name="Against">An earlier seal; null to verify the store on its own.</param>
/// <param name="Fingerprint">Fingerprint of the key that must have signed the seal; null if nobody said.</param>
internal sealed record VerifyStore(SealFile? Against, string? Fingerprint = null) : IRequest<AuditReport>;

/// <summary>Verifies the hash chains first, since altered events prove nothing about files.</summary>
internal sealed class VerifyStoreHandler(IEventLog log, HostSettings options, PluginCatalogue plugins, IWorkProgress progress)
    : IRequestHandler<VerifyStore, AuditReport>
{
    // In the order of their first events.
    private readonly OrderedDictionary<string, StreamAudit> streams = new(StringComparer.Ordinal);
    private readonly List<(string What, string Covered)> covered = [];
    private readonly List<AuditFinding> findings = [];
    private readonly List<AuditFinding> notEstablished = [];
    private readonly SortedSet<string> notes = new(StringComparer.Ordinal);
    private StreamAudit? current;
    private long? sealedUpTo;

    /// <inheritdoc/>
    public async Task<AuditReport> Handle(VerifyStore request, CancellationToken cancellationToken)
    {
        var isLogSound = await VerifyChainAsync(cancellationToken);
        if (isLogSound && request.Against is { } file)
        {
            isLogSound = await VerifySealAsync(file, request.Fingerprint, cancellationToken);
        }

        if (isLogSound)
        {
            foreach (var (stream, audit) in streams.Where(item => StreamNames.IsExperiment(item.Key)))
            {
                VerifyStream(stream, audit, cancellationToken);
            }

            VerifySweeps();
            VerifyRules(QueueStreams.Contains, RecordedRules.OfQueue);
            VerifyRules(JobStreams.Contains, RecordedRules.OfJobs);
        }

        return new AuditReport(covered, findings, notEstablished, [.. notes]);
    }

    private async Task<bool> VerifyChainAsync(CancellationToken ct)
    {
        var chain = await ChainVerifier.VerifyAsync(log, ExaminedEvent.Of, Take, ct);
        if (chain is { Events: 0, FirstBad: null })
        {
            throw new InputException(EventLogs.Display(options.Store), "the store holds no events, so there is nothing to verify.");
        }

        covered.Add(("events", $"{chain.Events} in {chain.Streams} streams{(chain.Intact ? ", every hash chain holds" : "")}"));
        if (chain.FirstBad is { } bad)
        {
            findings.Add(new AuditFinding("store", bad.ToString()));
        }

        return chain.Intact;
    }

    private void Take(StoredEvent stored, ExaminedEvent examined)
    {
        if (current?.Stream != stored.Stream && !streams.TryGetValue(stored.Stream, out current))
        {
            streams.Add(stored.Stream, current = new StreamAudit(stored.Stream));
        }

        current!.Take(stored, examined);
    }

    private async Task<bool> VerifySealAsync(SealFile file, string? fingerprint, CancellationToken ct)
    {
        covered.Add(("seal", $"of {file.Seal.SealedAt:u} over {file.Seal.Sequence} events, signed by key {file.Fingerprint}"));
        covered.AddRange(SealOrigin.Describe(file));
        findings.AddRange(SealOrigin.FindFaults(file, fingerprint));
        notEstablished.AddRange(SealOrigin.FindUnproven(file, fingerprint));
        sealedUpTo = file.Seal.Sequence;
        if (await SealVerifier.FindAlterationAsync(log, file.Seal, ct) is not { } bad)
        {
            return true;
        }

        findings.Add(new AuditFinding("seal", bad.ToString()));
        return false;
    }

    private void VerifyStream(string stream, StreamAudit audit, CancellationToken ct)
    {
        if (audit.Unknown is { } unknown)
        {
            notEstablished.Add(unknown);
            return;
        }

        var root = RunFolder.Of(options.Runs, stream).Root;
        findings.AddRange(audit.FindFaults(root));
        notEstablished.AddRange(audit.FindDoubts(root));
        notes.UnionWith(audit.History.Select(recorded => recorded.What).OfType<PluginLoaded>().Select(NoteOn).OfType<string>());
        notes.UnionWith(Custody.FindNotes(stream, audit.History));
        notes.UnionWith(sealedUpTo is { } last ? AfterSeal.Describe(stream, audit.History, last) : []);
        VerifyFiles(stream, root, audit, ct);
    }

    private void VerifySweeps()
    {
        var sweeps = new PlannedSweeps(streams
            .Where(item => StreamNames.IsExperiment(item.Key))
            .ToDictionary(item => item.Key, item => item.Value.History.FirstOrDefault(recorded => recorded.What is ExperimentStarted)));
        foreach (var (stream, audit) in Readable(SweepStreams.Contains))
        {
            sweeps.Check(stream, audit.History);
        }

        covered.AddRange(sweeps.Covered);
        findings.AddRange(sweeps.Faults);
        notEstablished.AddRange(sweeps.Missing);
        notes.UnionWith(sweeps.Notes);
    }

    private void VerifyRules(Predicate<string> isOfKind, Func<string, IReadOnlyList<RecordedEvent>, IReadOnlyList<AuditFinding>> findFaults)
    {
        foreach (var (stream, audit) in Readable(isOfKind))
        {
            findings.AddRange(findFaults(stream, audit.History));
            covered.Add((stream, $"{audit.Events} events"));
        }
    }

    /// <summary>The streams of one kind other than experiments that this build can decode, after what is checked in all of them.</summary>
    private List<KeyValuePair<string, StreamAudit>> Readable(Predicate<string> isOfKind)
    {
        var found = streams.Where(item => isOfKind(item.Key)).ToList();
        notEstablished.AddRange(found.Select(item => item.Value.Unknown).OfType<AuditFinding>());
        found.RemoveAll(item => item.Value.Unknown is not null);
        foreach (var (stream, audit) in found)
        {
            findings.AddRange(audit.WrongIds);
            notEstablished.AddRange(audit.OrderDoubts);
            notes.UnionWith(sealedUpTo is { } last ? AfterSeal.Describe(stream, audit.History, last) : []);
        }

        return found;
    }

    private void VerifyFiles(string stream, string root, StreamAudit audit, CancellationToken ct)
    {
        var named = (
            from recorded in audit.History
            from evidence in Evidence.Of(recorded.What)
            select (recorded.Sequence, Evidence: evidence)).ToList();
        progress.Begin($"{stream}: checking files", named.Count);
        foreach (var (index, (sequence, evidence)) in named.Index())
        {
            ct.ThrowIfCancellationRequested();
            if (evidence.FindFault(root) is { } fault)
            {
                findings.Add(AuditFinding.At(stream, sequence, fault));
            }

            notEstablished.AddRange(evidence.FindUncovered(root).Select(name => AuditFinding.At(
                stream,
                sequence,
                $"{evidence.Path}/{name} is not covered: an earlier version left names that begin with a dot out of the checkpoint's "
                + "manifest, so nobody can tell whether it was altered.")));
            progress.Report(index + 1);
        }

        progress.End($"{stream}: {named.Count} files and folders checked");
        var checkpoints = named.Count(item => item.Evidence.IsCheckpoint);
        covered.Add((stream, $"{audit.Events} events, {named.Count - checkpoints} files, {checkpoints} checkpoints"));
    }

    private string? NoteOn(PluginLoaded loaded)
    {
        var installed = plugins.Entries.FirstOrDefault(entry => entry.Id == loaded.Plugin)?.Manifest;
        var used = $"({loaded.Files.Short})";
        return installed is null ? $"the plugin {loaded.Plugin} {loaded.Version} {used} is not installed here."
            : installed.FilesHash == loaded.Files ? null
            : $"the plugin {loaded.Plugin} that is installed ({installed.FilesHash.Short}) is not the one that was used {used}.";
    }
}
