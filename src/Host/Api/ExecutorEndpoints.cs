using LmmCl.Runs.Queueing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LmmCl.Host.Api;

/// <summary><c>/api/executors</c>: the slots of this service and what they do.</summary>
internal static class ExecutorEndpoints
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/executors", (IRunningExperiments running) => running.Slots.Select(ExecutorItem.Of).ToList())
        .WithSummary("Lists the slots of this service with the experiments that they run.")
        .Produces<IReadOnlyList<ExecutorItem>>();
}

/// <summary>A slot, which runs one experiment at a time.</summary>
/// <param name="Slot">Number of the slot, from 1.</param>
/// <param name="Device">The device for experiments that do not name one.</param>
/// <param name="State">idle, running or stopping.</param>
/// <param name="Experiment">The experiment that it runs; null if it is idle.</param>
/// <param name="Since">Since when.</param>
/// <param name="Progress">The work being done now; null if there is none.</param>
internal sealed record ExecutorItem(
    int Slot, string Device, string State, string? Experiment, DateTimeOffset Since, ProgressItem? Progress)
{
    /// <summary>The item of a slot.</summary>
    public static ExecutorItem Of(SlotState slot) => new(
        slot.Slot,
        slot.Device,
        slot.IsStopping ? "stopping" : slot.Experiment is null ? "idle" : "running",
        slot.Experiment,
        slot.Since,
        slot.Progress is { } work ? ProgressItem.Of(work) : null);
}
