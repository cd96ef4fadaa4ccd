using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Audit.Leftovers;
using LmmCl.EventStore;
using LmmCl.Host.Services;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Lists what no event of the store needs any more, and removes it where that is asked for.</summary>
/// <param name="Delete">Remove what is listed.</param>
/// <param name="Unknown">Run folders that the store does not know and that may go too.</param>
/// <param name="Output">Told of everything before it is removed.</param>
internal sealed record CollectGarbage(bool Delete, IReadOnlyList<string> Unknown, TextWriter Output) : IRequest<bool>;

/// <summary>Experiments one after another, each looked at as a whole before anything of it goes.</summary>
internal sealed class CollectGarbageHandler(IEventLog log, HostOptions options) : IRequestHandler<CollectGarbage, bool>
{
    /// <summary>Lists, and removes.</summary>
    /// <returns>Whether all that was to go is gone.</returns>
    /// <exception cref="InputException">The store cannot say what is needed, or knows what is said to be unknown to it.</exception>
    public async Task<bool> Handle(CollectGarbage request, CancellationToken cancellationToken)
    {
        await SoundStore.CheckAsync(log, options.Store, cancellationToken);
        var known = (await log.ListStreamsAsync(cancellationToken)).Select(head => head.Stream).Order(StringComparer.Ordinal).ToList();
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
