using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Memory;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Training;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Planning;

/// <summary>
/// Plans the memory and disk space of an experiment from its model's configuration, its settings and the sizes of its data.
/// </summary>
/// <param name="methods">Creates the method, which selects what trains.</param>
internal sealed class ResourcePlanner(PluginMethods methods)
{
    // Runtime, libtorch with its kernels, tokenizer, plugin and records, as measured on Linux in the middle of an experiment: a worker that
    // has just started has 250 MB, after two stages of tiny-ov it has 450 MB.
    private const long ProgramOnCpu = 380_000_000;
    private const long ContextOnGpu = 500_000_000;

    // Of processed pictures, which are kept (PictureReader).
    private const long MostPictures = 512L << 20;

    /// <summary>Plans an experiment.</summary>
    /// <param name="spec">The experiment; model folder and data may be absent (<see cref="PlanOptions"/>).</param>
    /// <param name="options">Assumptions.</param>
    /// <param name="ct">Stops the method.</param>
    /// <exception cref="InputException">Configuration, data or settings are invalid.</exception>
    public async Task<ResourcePlan> PlanAsync(ExperimentSpec spec, PlanOptions options, CancellationToken ct)
    {
        var plan = await OnceAsync(spec, options, ct);
        return plan.Fits == false
            ? plan with { Advice = await PlanAdvice.OfAsync(plan, spec, changed => OnceAsync(changed, options, ct)) }
            : plan;
    }

    private async Task<ResourcePlan> OnceAsync(ExperimentSpec spec, PlanOptions options, CancellationToken ct)
    {
        using var model = await PlannedModel.OfAsync(spec, options, methods, ct);
        var batches = PlannedBatches.Of(spec, options, model);
        var onGpu = DeviceCapacity.IsGpu(spec.Device);
        var program = onGpu ? ContextOnGpu : ProgramOnCpu + Math.Min(MostPictures, batches.PictureBytes ?? MostPictures);
        var training = TrainingMemory.Of(spec, model, batches);
        var generation = batches.Evaluation.Select(batch => (batch.Prompts, Peak: Generation(model, batch))).MaxBy(batch => batch.Peak);
        var variants = model.HasVariants ? training.Weights + (2 * PlannedModel.Bytes(model.Trained)) : 0;
        var evaluation = program + training.Weights + generation.Peak + variants;

        // Questions that are scored between steps are answered beside the optimiser's tensors.
        var scored = spec.Training.Validation is { MeasuresScore: true }
            ? training.Weights + training.Copies + training.Masters + training.Moments + generation.Peak
            : 0;
        return new ResourcePlan
        {
            Experiment = spec.Experiment,
            Label = spec.Label,
            Family = model.Model.Family,
            ShapesFrom = model.Source,
            LengthsFrom = batches.Source,
            Dtype = spec.Dtype.Name(),
            Device = onGpu ? "cuda" : "cpu",
            Parameters = model.Roles,
            Trained = RoleCounts.Of(model.Trained),
            Training = Sizes(batches.Training.MaxBy(pass => pass.Positions)!),
            Evaluation = Sizes(generation.Prompts),
            Steps = batches.Steps,
            Program = program,
            TrainingMemory = training,
            TrainingPeak = program + Math.Max(training.Peak, scored),
            EvaluationPeak = evaluation,
            ProbePeak = Probe(spec, model, batches, program, training.Weights),
            Disk = DiskPlan.Of(model, batches.Stages, spec.Training.Validation is { Keep: KeptWeights.Best }),
            Capacity = options.Memory ?? DeviceCapacity.Of(spec.Device),
        };
    }

    private static long Generation(PlannedModel model, (PassShape Prompts, int NewTokens) batch) =>
        PassMemory.OfGeneration(model.Sizes, batch.Prompts, batch.NewTokens).Peak;

    /// <summary>The counting probe asks questions as an evaluation does; two others hold the base model beside the stage's.</summary>
    private static long Probe(ExperimentSpec spec, PlannedModel model, PlannedBatches batches, long program, long weights)
    {
        const int newTokens = 16;
        var asked = spec.Evaluation is { ProbeSamples: 0, AnswerTokenSamples: 0 }
            ? 0
            : batches.Evaluation.Max(batch => Generation(model, batch with { NewTokens = newTokens }));
        var longest = batches.Evaluation.Select(batch => batch.Prompts).MaxBy(prompts => prompts.Length)!;
        var one = new PassShape(1, longest.Length, longest.Length, [.. longest.Images.Take(1)]);
        var compared = spec.Evaluation.AnsweredSamples == 0 ? 0 : weights + PassMemory.OfForward(model.Sizes, one).Peak;
        return program + weights + Math.Max(asked, compared);
    }

    private static BatchSizes Sizes(PassShape pass) => new(pass.Rows, pass.Length, pass.Images.Sum(image => (long)image.Crops));
}
