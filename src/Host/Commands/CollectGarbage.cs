using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Audit.Leftovers;
using LmmCl.EventStore;
using LmmCl.Host.Composition;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Lists files that no event of the store needs, and deletes them if requested.</summary>
/// <param name="Delete">True to delete what is listed.</param>
/// <param name="Unknown">Run folders unknown to the store that may be deleted too.</param>
/// <param name="Output">Output; lists everything before it is deleted.</param>
internal sealed record CollectGarbage(bool Delete, IReadOnlyList<string> Unknown, TextWriter Output) : IRequest<bool>;

/// <summary>Handles one experiment after another, checking each as a whole before deleting anything of it.</summary>
internal sealed class CollectGarbageHandler(IEventLog log, HostSettings options) : IRequestHandler<CollectGarbage, bool>
{
    /// <summary>Lists the files, and deletes them if requested.</summary>
    /// <returns>True if everything to be deleted is deleted.</returns>
    /// <exception cref="InputException">The store cannot tell what is needed, or it knows a folder given as unknown.</exception>
    public async Task<bool> Handle(CollectGarbage request, CancellationToken cancellationToken)
    {
        await SoundStore.CheckAsync(log, options.Store, cancellationToken);
        var known = (await log.ListExperimentsAsync(cancellationToken)).Select(head => head.Stream).Order(StringComparer.Ordinal).ToList();
        var folders = new RunFolders(options.Runs, log, request.Delete);
        var unknown = folders.Names().Except(known).ToList();
        RefuseKnown(request.Unknown, known, unknown);
        var (found, bytes, failures) = (0, 0L, 0);

        void Collect(RunGarbage garbage)
        {
            cancellationToken.ThrowIfCancellationRequested();
            garbage.Write(request.Output);
            failures += request.Delete ? garbage.Leftovers.Count(leftover => !Remove(leftover, request.Output)) : 0;
            (found, bytes) = (found + garbage.Leftovers.Count, bytes + garbage.Bytes);
        }

        foreach (var experiment in known)
        {
            using var garbage = await folders.OfAsync(experiment, cancellationToken);
            Collect(garbage);
        }

        foreach (var name in unknown)
        {
            using var garbage = folders.OfUnknown(name, request.Unknown.Contains(name));
            Collect(garbage);
        }

        request.Output.WriteLine(found == 0 ? "Nothing to remove."
            : !request.Delete ? $"In sum {RunGarbage.Sum(found, bytes)}. Nothing was removed: --delete removes what is listed."
            : failures == 0 ? $"Removed {RunGarbage.Sum(found, bytes)}."
            : $"{failures} of {RunGarbage.Sum(found, bytes)} could not be removed.");
        return failures == 0;
    }

    private void RefuseKnown(IEnumerable<string> named, IReadOnlyList<string> known, IReadOnlyList<string> unknown)
    {
        foreach (var name in named.Except(unknown))
        {
            throw new InputException(
                $"--unknown {name}",
                known.Contains(name) ? "the store knows this experiment." : $"there is no such run folder in {options.Runs}.",
                unknown.Count == 0 ? "The store knows all that are there." : NearMatches.Suggest(name, unknown));
        }
    }

    private static bool Remove(Leftover leftover, TextWriter output)
    {
        try
        {
            leftover.Delete();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            output.WriteLine($"  NOT REMOVED {leftover.Name}: {error.Message}");
            return false;
        }
    }
}
