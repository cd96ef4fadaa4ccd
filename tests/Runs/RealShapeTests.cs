using LmmCl.Events;
using LmmCl.Host.Composition;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Runs.Tests;

/// <summary>
/// A checkpoint of OneVision-0.5B's dimensions goes the ordinary way on the CPU: bfloat16 shards are loaded, a step is trained, and what
/// was saved is read again bit by bit, within the memory that the plan names.
/// </summary>
[Collection(nameof(HostRuns))]
public sealed class RealShapeTests(FinishedExperiment finished)
{
    private const double Tolerance = 0.15;

    [SlowFact]
    public async Task A_step_of_a_real_shape_takes_the_planned_memory_and_reloads_bit_by_bit()
    {
        using var place = new Workplace(finished.World);
        var model = Path.Combine(place.Root, "onevision-0.5b");
        RealShape.Write(model, finished.World.Model);
        foreach (var recipe in new[] { "sa_proj", "mlp_gate_up" })
        {
            var file = place.Experiment(
                recipe,
                $"model: {model}",
                "skills: [pathvqa]",
                $"settings: {{ recipe: {recipe} }}",
                "training: { learning_rate: 1e-5, effective_batch: 1, micro_batch: 1, max_steps: 1 }",
                "evaluation: { batch_size: 1, limit: 1, probe_samples: 0 }");
            var plan = await PlanAsync(place, file);

            await place.RunInWorkerAsync(file);

            var history = await place.HistoryAsync(recipe);
            Assert.Empty(Assert.Single(history.OfType<ParametersVerified>()).Violations);
            var peaks = history.OfType<ResourcesMeasured>().ToLookup(measured => measured.Work, measured => measured.PeakMemoryBytes);
            AssertClose(plan.TrainingPeak, peaks["train"].Max(), $"{recipe}: training");
            // Of the base model, the second experiment takes the answers of the first.
            AssertClose(plan.EvaluationPeak, peaks["evaluate"].Max(), $"{recipe}: evaluation");
            ReloadsBitByBit(place, model, recipe, history.OfType<CheckpointWritten>().Single());
        }
    }

    private static async Task<ResourcePlan> PlanAsync(Workplace place, string file)
    {
        await using var services = HostServices.Describe(HostSettings.From(place.Runs, null)).BuildServiceProvider();
        var planner = new ResourcePlanner(services.GetRequiredService<PluginMethods>());
        return await planner.PlanAsync(ExperimentFile.Read(file), new PlanOptions(), default);
    }

    private static void AssertClose(long planned, long measured, string what) => Assert.True(
        Math.Abs(planned - measured) <= Tolerance * measured,
        $"{what}: {planned / 1e9:0.00} GB were planned, {measured / 1e9:0.00} GB measured");

    /// <summary>The delta on the base model, and the whole model saved and loaded again, have the hash that the stage ended with.</summary>
    private static void ReloadsBitByBit(Workplace place, string model, string experiment, CheckpointWritten written)
    {
        var saved = Path.Combine(place.Root, "saved");
        string state;
        using (var loaded = MultimodalModels.Load(model))
        {
            state = DeltaCheckpoint.Apply(loaded.Model, place.PathOf(experiment, written.Path)).State;
            MultimodalModels.Save(loaded.Model, saved, loaded.Folder);
        }

        using var again = MultimodalModels.Load(saved);
        Assert.Equal(state, ModelHash.Of(again.Model));
        Directory.Delete(saved, recursive: true);
    }
}
