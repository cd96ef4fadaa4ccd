using System.Text.Json.Nodes;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Runs.Tests;

[Collection(nameof(HostRuns))]
public sealed class AsPublishedTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    [Theory]
    [InlineData("SelectiveTuning", "{ recipe: mlp }", "recipe", "mlp")]
    [InlineData("LwF", "{}", "positions", "as-published")]
    [InlineData("LwF", "{ positions: all }", "positions", "all")]
    [InlineData("WiSEFT", "{}", "mode", "as-published")]
    [InlineData("LoRA", "{ rank: 4 }", "targets", "as-published")]
    [InlineData("LoRA", "{ rank: 4 }", "train_projector", "true")]
    [InlineData("LoRA", "{ targets: sa_proj }", "targets", "sa_proj")]
    [InlineData("MoE", "{}", "routing", "as-published")]
    [InlineData("MoE", "{ routing: top1 }", "routing", "top1")]
    public void A_method_does_what_was_published_unless_it_is_told_otherwise(string method, string settings, string key, string expected)
    {
        var plan = Plan($"method: {method}", $"settings: {settings}", "as_published: true");

        Assert.Equal(expected, JsonNode.Parse(plan.Identity.Json)!["settings"]![key]!.ToString());
    }

    [Fact]
    public void Without_it_a_method_does_what_was_meant() =>
        Assert.Equal("answer", JsonNode.Parse(Plan("method: LwF", "settings: {}").Identity.Json)!["settings"]!["positions"]!.ToString());

    [Fact]
    public void What_cannot_be_published_is_refused_with_file_and_field()
    {
        var error = Assert.Throws<Abstractions.InputException>(() =>
            Plan("method: LwF", "settings: { cache_teacher: true }", "as_published: true"));

        Assert.Contains("small.yaml: settings (as published).cache_teacher", error.Message);
    }

    public void Dispose() => place.Dispose();

    private ExperimentPlan Plan(params string[] lines)
    {
        using var services = HostServices.Create(HostSettings.From(place.Runs, null));
        return ExperimentPlan.Create(
            ExperimentFile.Read(place.Experiment("small", lines)),
            place.Runs,
            services.GetRequiredService<PluginCatalogue>(),
            services.GetRequiredService<PluginMethods>());
    }
}
