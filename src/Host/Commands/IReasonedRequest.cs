using LmmCl.Abstractions;
using LmmCl.Host.Composition;

namespace LmmCl.Host.Commands;

/// <summary>A request with a reason, which is recorded forever.</summary>
internal interface IReasonedRequest
{
    /// <summary>The reason; null for a general one.</summary>
    string? Reason { get; }
}

/// <summary>Checks reasons.</summary>
internal sealed class ReasonValidator : IRequestValidator<PauseExperiment>, IRequestValidator<CancelExperiment>
{
    private const int Longest = 500;

    /// <inheritdoc/>
    public void Validate(PauseExperiment request) => Check(request);

    /// <inheritdoc/>
    public void Validate(CancelExperiment request) => Check(request);

    private static void Check(IReasonedRequest request)
    {
        if (request.Reason is { } reason && (reason.Length is 0 or > Longest || reason.Any(char.IsControl)))
        {
            throw new InputException("reason", $"it must be a line of 1 to {Longest} characters.");
        }
    }
}
