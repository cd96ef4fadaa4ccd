using LmmCl.Abstractions;
using LmmCl.Testing.Tiny;
using LmmCl.Testing.Trials;

namespace LmmCl.Testing;

/// <content>The results of a method at the end of a stage.</content>
public abstract partial class MethodConformance
{
    /// <summary>
    /// A model loaded from the checkpoint, with the method's attachments, gives the same answers as the finished one, and other answers
    /// than the base model: from the checkpoint alone, after another experiment in the same process.
    /// </summary>
    [Fact]
    public async Task What_it_learned_survives_save_and_load()
    {
        using var experiment = Begin();
        var finished = await experiment.StageAsync(1);
        using var model = TinyModel.Create();
        var isLost = finished.Answers.SequenceEqual(TinyModel.Answers(model));
        Assert.False(isLost, "The finished model answers as the base model does: what was learned is lost.");

        using var moved = experiment.Moved();
        experiment.Dispose();
        await RunAnother();

        var isSame = finished.Answers.SequenceEqual(moved.LoadedAnswers(1));
        Assert.True(isSame, "A model made from the checkpoint alone answers otherwise than the one that finished the stage.");
    }

    /// <summary>
    /// A second stage gives the same results whether it follows the first at once or later, from the checkpoint alone
    /// (<see cref="StageContext.PreviousStateFolder"/>).
    /// </summary>
    [Fact]
    public async Task A_second_stage_needs_only_what_the_first_wrote()
    {
        using var experiment = Begin();
        await experiment.StageAsync(1);
        using var moved = experiment.Moved();
        var atOnce = await experiment.StageAsync(2);
        experiment.Dispose();
        await RunAnother();

        var later = await moved.StageAsync(2);

        Nothing(atOnce.Differences(later));
        Assert.Equal(atOnce.Losses, later.Losses);
    }

    /// <summary>
    /// The model keeps its modules and the names, shapes and types of its parameters, and no module stays wrapped, unless the method
    /// declares <see cref="MethodCapabilities.ChangesInference"/>.
    /// </summary>
    [Fact]
    public async Task The_model_is_left_in_the_shape_it_came_in()
    {
        using var experiment = Begin();
        var stage = await experiment.StageAsync(1);

        Assert.Equal(stage.Shape.Before, stage.Shape.After);
        if (!Described.Capabilities.HasFlag(MethodCapabilities.ChangesInference))
        {
            Nothing(stage.LeftWrapped.Select(name => $"{name} is still wrapped"));
        }
    }

    /// <summary>
    /// Each of <see cref="IMitigationMethod.Variants"/> has a unique name, can be attached, and always gives the same answers.
    /// </summary>
    [Fact]
    public async Task Every_variant_that_it_names_can_be_attached()
    {
        using var experiment = Begin();
        await experiment.StageAsync(1);
        var variants = Of(method => method.Variants(settings.Value));

        Assert.Equal(variants.Distinct(), variants);
        Assert.All(variants, variant =>
        {
            var answers = experiment.LoadedAnswers(1, variant);
            Assert.True(answers.All(float.IsFinite), $"'{variant}' answers with logits that are not finite.");
            Assert.True(answers.SequenceEqual(experiment.LoadedAnswers(1, variant)), $"'{variant}' answers otherwise the second time.");
        });
    }

    /// <summary>The method does everything that it declares (<see cref="MethodCapabilities"/>), and nothing else.</summary>
    [Fact]
    public async Task It_does_what_its_capabilities_say_and_no_more()
    {
        using var experiment = Begin();
        var stage = await experiment.StageAsync(1);
        var declared = Described.Capabilities;

        // Files in the state folder are read by the next stage or by Attach.
        var keepsFiles = stage.Files.Count > 0
            && (declared.HasFlag(MethodCapabilities.KeepsStateBetweenStages) || !declared.HasFlag(MethodCapabilities.ChangesInference));
        var done =
            Flag(MethodCapabilities.NeedsTeacher, stage.AskedTeacher)
            | Flag(MethodCapabilities.AddsParameters, stage.Outcome.Trained.Any(parameter => parameter.Role == ParameterRole.Added))
            | Flag(MethodCapabilities.MergesWeights, stage.Outcome.Merged.Count > 0 || TrainedWereChangedByFinish(stage))
            | Flag(MethodCapabilities.ChangesInference, !stage.Answers.SequenceEqual(stage.PlainAnswers))
            | Flag(MethodCapabilities.KeepsStateBetweenStages, keepsFiles);

        Assert.True((done & ~declared) == 0, $"It does, but does not declare: {done & ~declared}.");
        var idle = declared & ~done & ~UnusedCapabilities;
        Assert.True(idle == 0, $"It declares, but does not do: {idle}.");
    }

    private static bool TrainedWereChangedByFinish(FinishedStage stage) =>
        stage.Outcome.Trained.Select(parameter => parameter.Name).Intersect(stage.Method.ChangedByFinish).Any();

    private static MethodCapabilities Flag(MethodCapabilities capability, bool isSet) => isSet ? capability : MethodCapabilities.None;

    /// <summary>Runs another experiment, so that static fields of the method hold its data.</summary>
    private async Task RunAnother()
    {
        using var another = Begin(seed: 12);
        await another.StageAsync(1);
        await another.StageAsync(2);
    }
}
