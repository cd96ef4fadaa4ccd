using System.Text.Json;
using System.Text.RegularExpressions;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Api.Problems;

/// <summary>Answers every exception of a request with a problem. Unexpected ones are logged, and their text stays in the log.</summary>
internal sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var body = Of(exception);
        if (body.Status == StatusCodes.Status500InternalServerError)
        {
            LogUnexpected(exception, httpContext.Request.Method, httpContext.Request.Path);
        }

        await body.WriteAsync(httpContext);
        return true;
    }

    /// <summary>Maps an exception to a problem.</summary>
    internal static ProblemBody Of(Exception error) => error switch
    {
        ApiProblem problem => ProblemBody.Of(problem.Status, problem.Message, problem.Field, problem.Fix),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ProblemBody.Of(
            StatusCodes.Status413PayloadTooLarge, "The body is too large.", "body", "Send at most 1 MB."),
        BadHttpRequestException { InnerException: JsonException json } => ProblemBody.Of(
            StatusCodes.Status400BadRequest, "The body is not the JSON that is expected.", json.Path ?? "body", "See /openapi/v1.json."),
        BadHttpRequestException request when UnboundParameter().Match(request.Message) is { Success: true } unbound => ProblemBody.Of(
            request.StatusCode,
            $"'{unbound.Groups["value"].Value}' is not a {unbound.Groups["type"].Value.Replace("Nullable", "", StringComparison.Ordinal)}.",
            unbound.Groups["name"].Value,
            "See /openapi/v1.json for what it takes."),
        BadHttpRequestException request when MissingParameter().Match(request.Message) is { Success: true } missing => ProblemBody.Of(
            request.StatusCode, $"'{missing.Groups["name"].Value}' is missing.", missing.Groups["name"].Value, "Add it to the request."),
        BadHttpRequestException request => ProblemBody.Of(request.StatusCode, request.Message),

        // MediatR wraps the error of a store that cannot be opened.
        InvalidOperationException { InnerException: InputException store } => ProblemBody.Of(
            StatusCodes.Status503ServiceUnavailable, store.Problem, store.Place, store.Fix),
        InputException input => ProblemBody.Of(StatusCodes.Status400BadRequest, input.Problem, FieldOf(input.Place), input.Fix),
        WrongExpectedVersionException => ProblemBody.Of(
            StatusCodes.Status409Conflict, "Another change to the same experiment came first.", null, "Look at its state and try again."),
        UnknownEventTypeException unknown => ProblemBody.Of(StatusCodes.Status409Conflict, unknown.Message),
        StoreChangedException changed => ProblemBody.Of(StatusCodes.Status409Conflict, changed.Message),
        _ => ProblemBody.Of(
            StatusCodes.Status500InternalServerError, "This should not have happened.", null, "The details are in the service's log."),
    };

    /// <summary>The query parameter of an option that the command line has too: <c>--dropped-at</c> is <c>droppedAt</c>.</summary>
    private static string FieldOf(string place) => place.StartsWith("--", StringComparison.Ordinal)
        ? AfterHyphen().Replace(place[2..], match => match.Groups[1].Value.ToUpperInvariant())
        : place;

    [GeneratedRegex("^Failed to bind parameter \"(?<type>.+) (?<name>\\w+)\" from \"(?<value>.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex UnboundParameter();

    [GeneratedRegex("^Required parameter \".+ (?<name>\\w+)\" was not provided")]
    private static partial Regex MissingParameter();

    [GeneratedRegex("-([a-z])")]
    private static partial Regex AfterHyphen();

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private partial void LogUnexpected(Exception error, string method, string path);
}
