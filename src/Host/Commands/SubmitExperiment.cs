using LmmCl.Abstractions;
using LmmCl.Host.Composition;
using LmmCl.Runs.Queueing;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>
/// Puts an experiment, or the missing experiments of a sweep, into the queue. Nothing is queued unless all of it can run.
/// </summary>
/// <param name="File">A file on this machine; null if the text is given.</param>
/// <param name="Yaml">The text of a file; null if a file is given.</param>
/// <param name="Priority">Experiments of a higher priority run first.</param>
internal sealed record SubmitExperiment(string? File, string? Yaml, int Priority = 0) : IRequest<SubmittedExperiments>;

/// <summary>The additions of a submission to the queue.</summary>
/// <param name="Sweep">Name of the sweep; null if an experiment was submitted.</param>
/// <param name="Entries">The queued experiments, in order.</param>
/// <param name="Complete">Experiments of the sweep that need no run, or are in the queue already.</param>
internal sealed record SubmittedExperiments(string? Sweep, IReadOnlyList<QueueEntry> Entries, IReadOnlyList<string> Complete);

/// <summary>Checks what was sent.</summary>
internal sealed class SubmitExperimentValidator : IRequestValidator<SubmitExperiment>
{
    private const int LongestText = 1 << 20;

    /// <inheritdoc/>
    public void Validate(SubmitExperiment request)
    {
        Priorities.Check(request.Priority);
        if (request.File is null == request.Yaml is null)
        {
            throw new InputException("file, yaml", "exactly one of the two is needed.", "Send the path of a file, or its text.");
        }

        if (request.Yaml is { Length: 0 or > LongestText })
        {
            throw new InputException("yaml", $"it has {request.Yaml.Length} characters; 1 to {LongestText} are allowed.");
        }

        if (request.File is { } file && !Path.IsPathFullyQualified(file))
        {
            throw new InputException("file", $"'{file}' is not a full path.", "Send the whole path: the service has a folder of its own.");
        }
    }
}
