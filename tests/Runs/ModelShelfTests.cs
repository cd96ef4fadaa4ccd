using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Plugins;
using LmmCl.Plugins.Faults;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using LmmCl.Testing;

namespace LmmCl.Runs.Tests;

/// <summary>A model in memory has an owner at every moment: what a plugin throws between one and the next leaves none behind.</summary>
[Collection(nameof(HostRuns))]
public sealed class ModelShelfTests(FinishedExperiment finished) : IDisposable
{
    private static readonly StageId first = new(1);
    private static readonly StageId second = new(2);

    private readonly Zoo zoo = new("ThrowsInAttach", "ThrowsInDispose");
    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task A_model_whose_method_cannot_be_attached_is_freed()
    {
        var left = await LeftByAsync("ThrowsInAttach", (shelf, plan, done) =>
        {
            Assert.Throws<PluginCallException>(() => shelf.At(plan, first, done));
            Assert.Throws<PluginCallException>(() => shelf.Copy(plan, first, done));
        });

        Assert.Equal(0, left);
    }

    [Fact]
    public async Task A_model_whose_method_cannot_be_disposed_of_is_freed()
    {
        var left = await LeftByAsync("ThrowsInDispose", (shelf, plan, done) =>
        {
            shelf.At(plan, first, done);
            Assert.Throws<ArithmeticException>(() => shelf.Take(plan, second, done));
            shelf.At(plan, first, done);
            Assert.Throws<ArithmeticException>(() => shelf.Put(plan, StageId.Base, MultimodalModels.Load(plan.Spec.Model)));
            Assert.Throws<ArithmeticException>(() => shelf.Copy(plan, first, done).Dispose());
        });

        Assert.Equal(0, left);
    }

    public void Dispose()
    {
        place.Dispose();
        zoo.Dispose();
    }

    /// <summary>Tensors that the work leaves, beyond what is made once for all: it is done twice and counted the second time.</summary>
    private async Task<long> LeftByAsync(string method, Action<ModelShelf, ExperimentPlan, ExperimentProgress> work)
    {
        var catalogue = zoo.OpenTrusting(method);
        var methods = new PluginMethods(catalogue);
        var spec = ExperimentFile.Read(place.Experiment("small", $"method: {method}", "settings: {}"));
        var plan = ExperimentPlan.Create(spec, finished.Place.Runs, catalogue, methods);
        var done = new ExperimentProgress();
        foreach (var happened in await finished.Place.HistoryAsync())
        {
            done.Apply(happened);
        }

        Task Work()
        {
            using var shelf = new ModelShelf(methods);
            work(shelf, plan, done);
            return Task.CompletedTask;
        }

        await Work();
        return LiveTensors.LeftBy(Work);
    }
}
