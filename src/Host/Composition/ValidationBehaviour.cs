using MediatR;

namespace LmmCl.Host.Composition;

/// <summary>Runs the validators of a request before its handler.</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IRequestValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
{
    /// <inheritdoc/>
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var validator in validators)
        {
            validator.Validate(request);
        }

        return next();
    }
}
