using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LmmCl.Host.Api;

/// <summary><c>/api/plugins</c>: the methods with their statuses.</summary>
internal static class PluginEndpoints
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plugins", (PluginCatalogue catalogue) => catalogue.Entries.Select(PluginItem.Of).ToList())
        .WithSummary("Lists method plugins with their status and its reason.")
        .Produces<IReadOnlyList<PluginItem>>();
}

/// <summary>A method plugin.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version; null if the manifest cannot be read.</param>
/// <param name="Contract">The contract versions that it works with.</param>
/// <param name="Capabilities">What it declares to need or do.</param>
/// <param name="Status">Whether it can be used.</param>
/// <param name="Reason">The reason for the status.</param>
/// <param name="Shipped">True if it came with the host and is unchanged.</param>
/// <param name="Manifest">Hash of the manifest.</param>
internal sealed record PluginItem(
    string Id,
    string? Version,
    string? Contract,
    IReadOnlyList<string> Capabilities,
    string Status,
    string Reason,
    bool Shipped,
    string? Manifest)
{
    /// <summary>The item of a plugin.</summary>
    public static PluginItem Of(PluginEntry entry) => new(
        entry.Id,
        entry.Manifest?.Version.ToString(),
        entry.Manifest?.Contract,
        [.. entry.Manifest?.CapabilityNames ?? []],
        entry.Status.ToString(),
        entry.Reason,
        entry.IsShipped,
        entry.Manifest?.Seal.Hex);
}
