using System.Diagnostics;
using LmmCl.Training;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Metrics;

/// <summary>A span and a duration for every command; neither without the metrics.</summary>
internal sealed class ObservedCommands<TRequest, TResponse>(IServiceProvider services) : IPipelineBehavior<TRequest, TResponse>
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
            services.GetService<CommandInstruments>()?.Ended(name, clock.Elapsed, failed);
        }
    }
}
