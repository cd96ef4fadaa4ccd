using System.Diagnostics;
using LmmCl.Training;
using MediatR;

namespace LmmCl.Host.Metrics;

/// <summary>Records a span and the duration of every command.</summary>
internal sealed class ObservedCommands<TRequest, TResponse>(CommandInstruments instruments) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    /// <inheritdoc/>
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var name = typeof(TRequest).Name;
        using var span = StageSpans.Source.StartActivity(name);
        var clock = Stopwatch.StartNew();
        var failed = true;
        try
        {
            var response = await next();
            failed = false;
            return response;
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.Message);
            throw;
        }
        finally
        {
            instruments.Ended(name, clock.Elapsed, failed);
        }
    }
}
