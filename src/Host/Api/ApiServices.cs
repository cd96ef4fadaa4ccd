using System.Text.Encodings.Web;
using System.Text.Unicode;
using LmmCl.Host.Api.Answers;
using LmmCl.Host.Api.Live;
using LmmCl.Host.Api.Problems;
using LmmCl.Host.Api.Recorded;
using LmmCl.Host.Api.Security;
using LmmCl.Host.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Api;

/// <summary>Registers the HTTP API.</summary>
internal static class ApiServices
{
    private static readonly TimeSpan longestStart = TimeSpan.FromSeconds(30);

    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<ExperimentIndex>()
        .AddSingleton<EventHub>()
        .AddHostedService<IndexFollower>()
        .AddHostedService<FramePreparation>()
        .AddSingleton<ReportAnswers>()
        .AddSingleton<FrameDocuments>()
        .AddSingleton<SampleFiles>()
        .AddSingleton<AnswerTables>()
        .AddSingleton<CurrentWork>()
        .AddSingleton<IReadinessCheck, StoreReadiness>()
        .AddSingleton<IReadinessCheck, IndexReadiness>()
        .AddSingleton<IReadinessCheck, ExecutorReadiness>()
        .AddSingleton<IReadinessCheck, MetricReadiness>()
        .AddSingleton<IReadinessCheck, PluginReadiness>()
        .AddSingleton<IReadinessCheck, DiskReadiness>()
        .AddExceptionHandler<ExceptionProblems>()
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true)

        // Escape HTML characters in questions and replies, so that a client that forgets to do so is safe too.
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All))
        .AddOpenApi(document => document.AddDocumentTransformer((api, _, _) =>
        {
            api.Info.Title = "LmmCl";
            return Task.CompletedTask;
        }));

    /// <summary>Adds the middleware that every request passes before it reaches an endpoint.</summary>
    public static void UseApi(this IApplicationBuilder application)
    {
        application.Use((context, next) =>
        {
            // When the response starts: the exception handler clears what was set before.
            context.Response.OnStarting(() =>
            {
                SecurityHeaders.Add(context.Response);
                return Task.CompletedTask;
            });
            return next(context);
        });
        application.UseExceptionHandler(_ => { });
        application.UseStatusCodePages(context => StatusProblems.WriteAsync(context.HttpContext));
        application.UseMiddleware<RequestGate>();
    }

    /// <summary>Maps the endpoints.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").AddEndpointFilter(AfterIndexAsync);
        ExperimentEndpoints.Map(api);
        ReportEndpoints.Map(api);
        AnswerEndpoints.Map(api);
        EventEndpoints.Map(api);
        SweepEndpoints.Map(api);
        PluginEndpoints.Map(api);
        ExecutorEndpoints.Map(api);
        HealthEndpoints.Map(routes);
        PageEndpoints.Map(routes);
        var services = routes.ServiceProvider;
        LoginForm.Map(routes, services.GetRequiredService<ApiAccess>(), services.GetRequiredService<TimeProvider>());
        routes.MapOpenApi();
    }

    /// <summary>Waits until the index is built, so that no answer lacks what was recorded before the start.</summary>
    private static async ValueTask<object?> AfterIndexAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var index = context.HttpContext.RequestServices.GetRequiredService<ExperimentIndex>();
        try
        {
            await index.Complete.WaitAsync(longestStart, context.HttpContext.RequestAborted);
        }
        catch (TimeoutException)
        {
            const string problem = "The service is still reading the store.";
            throw new ApiProblem(StatusCodes.Status503ServiceUnavailable, null, problem, "Try again when /readyz says yes.");
        }

        return await next(context);
    }
}
