using System.Diagnostics;
using LmmCl.Runs.Experiments;
using MediatR;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Composition;

/// <summary>
/// Logs each part of an experiment's work, and gives everything that is logged within it the scope of experiment and stage.
/// </summary>
internal sealed class LoggingBehaviour<TRequest, TResponse>(ILogger<LoggingBehaviour<TRequest, TResponse>> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IExperimentRequest
{
    /// <inheritdoc/>
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var values = new Dictionary<string, object> { [RunLogs.Experiment] = request.Experiment };
        if (request.Stage is { } stage)
        {
            values[RunLogs.Stage] = stage.Number;
        }

        using var scope = logger.BeginScope(values);
        var clock = Stopwatch.StartNew();
        try
        {
            var response = await next();
            logger.LogInformation("{Request} ended after {Seconds:0.0} s", typeof(TRequest).Name, clock.Elapsed.TotalSeconds);
            return response;
        }
        catch (Exception error)
        {
            logger.LogInformation(
                "{Request} failed after {Seconds:0.0} s: {Error}", typeof(TRequest).Name, clock.Elapsed.TotalSeconds, error.Message);
            throw;
        }
    }
}
