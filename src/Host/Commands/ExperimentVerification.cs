using LmmCl.Audit;
using LmmCl.Events;
using LmmCl.Plugins;

namespace LmmCl.Host.Commands;

/// <summary>Verifies one experiment by its events and the files that they name. Experiments can be verified on several threads.</summary>
/// <param name="stream">Name of the experiment.</param>
/// <param name="audit">Its events.</param>
/// <param name="root">Its run folder.</param>
internal sealed class ExperimentVerification(string stream, StreamAudit audit, string root)
{
    private readonly List<AuditFinding> findings = [];
    private readonly List<AuditFinding> notEstablished = [];
    private readonly List<string> notes = [];
    private readonly List<(long Sequence, Evidence Evidence)> named =
    [
        .. audit.Unknown is null
            ? from recorded in audit.History
              from evidence in Evidence.Of(recorded.What)
              select (recorded.Sequence, evidence)
            : [],
    ];

    /// <summary>Number of files and checkpoint folders that the events name.</summary>
    public int Named => named.Count;

    /// <summary>Alterations.</summary>
    public IReadOnlyList<AuditFinding> Findings => findings;

    /// <summary>Items that could be neither confirmed nor refuted.</summary>
    public IReadOnlyList<AuditFinding> NotEstablished => notEstablished;

    /// <summary>Observations that are not problems.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>The experiment and the counts of verified items; null if an event is of a kind unknown to this build.</summary>
    public (string What, string Covered)? Covered { get; private set; }

    /// <summary>Verifies the experiment.</summary>
    /// <param name="plugins">The plugins that are installed.</param>
    /// <param name="sealedUpTo">Last sequence number that a seal covers; null without a seal.</param>
    /// <param name="checkedFile">Called after each file or checkpoint folder.</param>
    /// <param name="ct">Stops between files.</param>
    public void Run(PluginCatalogue plugins, long? sealedUpTo, Action checkedFile, CancellationToken ct)
    {
        if (audit.Unknown is { } unknown)
        {
            notEstablished.Add(unknown);
            return;
        }

        findings.AddRange(audit.FindFaults(root));
        notEstablished.AddRange(audit.FindDoubts(root));
        notes.AddRange(audit.History.Select(recorded => recorded.What).OfType<PluginLoaded>()
            .Select(loaded => NoteOn(loaded, plugins)).OfType<string>());
        notes.AddRange(Custody.FindNotes(stream, audit.History));
        notes.AddRange(sealedUpTo is { } last ? AfterSeal.Describe(stream, audit.History, last) : []);
        foreach (var (sequence, evidence) in named)
        {
            ct.ThrowIfCancellationRequested();
            Verify(sequence, evidence);
            checkedFile();
        }

        var checkpoints = named.Count(item => item.Evidence.IsCheckpoint);
        Covered = (stream, $"{audit.Events} events, {named.Count - checkpoints} files, {checkpoints} checkpoints");
    }

    private void Verify(long sequence, Evidence evidence)
    {
        if (evidence.FindFault(root) is { } fault)
        {
            findings.Add(AuditFinding.At(stream, sequence, fault));
        }

        notEstablished.AddRange(evidence.FindUncovered(root).Select(name => AuditFinding.At(
            stream,
            sequence,
            $"{evidence.Path}/{name} is not covered: an earlier version left names that begin with a dot out of the checkpoint's "
            + "manifest, so an alteration could not be detected.")));
    }

    private static string? NoteOn(PluginLoaded loaded, PluginCatalogue plugins)
    {
        var installed = plugins.Entries.FirstOrDefault(entry => entry.Id == loaded.Plugin)?.Manifest;
        var used = $"({loaded.Files.Short})";
        return installed is null ? $"the plugin {loaded.Plugin} {loaded.Version} {used} is not installed here."
            : installed.FilesHash == loaded.Files ? null
            : $"the plugin {loaded.Plugin} that is installed ({installed.FilesHash.Short}) is not the one that was used {used}.";
    }
}
