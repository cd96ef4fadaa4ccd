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
/// <param name="Fingerprint">Fingerprint of the key that must have signed the seal; null if none was given.</param>
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
            await VerifyExperimentsAsync(cancellationToken);
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

    private async Task VerifyExperimentsAsync(CancellationToken ct)
    {
        var experiments = streams
            .Where(item => StreamNames.IsExperiment(item.Key))
            .Select(item => new ExperimentVerification(item.Key, item.Value, RunFolder.Of(options.Runs, item.Key).Root))
            .ToList();
        var (total, done) = (experiments.Sum(experiment => experiment.Named), 0);
        progress.Begin("checking files", total);
        await Parallel.ForEachAsync(experiments, ct, (experiment, stop) =>
        {
            experiment.Run(plugins, sealedUpTo, CheckedFile, stop);
            return ValueTask.CompletedTask;
        });
        progress.End($"{total} files and folders checked");
        foreach (var experiment in experiments)
        {
            findings.AddRange(experiment.Findings);
            notEstablished.AddRange(experiment.NotEstablished);
            notes.UnionWith(experiment.Notes);
            covered.AddRange(experiment.Covered is { } verified ? [verified] : []);
        }

        void CheckedFile()
        {
            lock (experiments)
            {
                progress.Report(++done);
            }
        }
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
}
