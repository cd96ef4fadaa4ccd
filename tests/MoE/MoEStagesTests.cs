using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.MoE.Routings;
using LmmCl.MoE.Tests.Small;
using LmmCl.Testing;
using static TorchSharp.torch;

namespace LmmCl.MoE.Tests;

public sealed class MoEStagesTests : IDisposable
{
    private static readonly MoESettings[] everyRouting =
    [
        new(), new() { Routing = RoutingKind.Top1 }, new() { Routing = RoutingKind.Balanced },
        new() { Routing = RoutingKind.AsPublished, TrainingMode = TrainingMode.Router, AuxiliaryWeight = 0.001 },
    ];

    private readonly MoEStage stages = new();

    public static TheoryData<int> Routings => [.. Enumerable.Range(0, everyRouting.Length)];

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task The_base_models_parameters_stay_bit_for_bit(int routing)
    {
        using var model = SmallModel.Create();
        var before = SmallModel.Values(model);

        var outcome = await stages.TrainAsync(model, everyRouting[routing]);

        Assert.Equal(before, SmallModel.Values(model));
        Assert.Empty(outcome.Verification.Violations);
        Assert.All(outcome.Trained, parameter => Assert.Equal(ParameterRole.Added, parameter.Role));
        Assert.DoesNotContain(model.Modules, module => module.IsWrapped);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_stage_changes_the_answers_and_learns(int routing)
    {
        using var scope = NewDisposeScope();
        using var model = SmallModel.Create();
        var before = SmallModel.Answers(model);

        await stages.TrainAsync(model, everyRouting[routing]);
        using var attached = stages.Attach(model, everyRouting[routing]);

        Assert.False(before.allclose(SmallModel.Answers(model), 0, 1e-2));
    }

    [Fact]
    public async Task Resuming_ends_where_an_uninterrupted_stage_ends_in_experts_and_measurement()
    {
        var settings = new MoESettings { Routing = RoutingKind.Balanced };
        using var model = SmallModel.Create();
        await stages.TrainAsync(model, settings, states: "whole");
        var (whole, use) = (stages.Stored(), stages.Measured.ToDictionary());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stages.TrainAsync(model, settings, cancelAfter: 4, saveEvery: 3));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stages.TrainAsync(model, settings, cancelAfter: 7));
        await stages.TrainAsync(model, settings);

        Assert.Equal(whole, stages.Stored());
        Assert.Equal(use, stages.Measured);
    }

    [Fact]
    public async Task The_use_of_the_tuned_expert_is_a_share_per_layer()
    {
        using var model = SmallModel.Create();

        await stages.TrainAsync(model, new MoESettings { Routing = RoutingKind.Top1 });

        Assert.Equal(["layer_0", "layer_1"], stages.Measured.Keys.Order());
        Assert.All(stages.Measured.Values, share => Assert.InRange(share, 0, 1));
    }

    [Fact]
    public async Task A_router_that_starts_at_one_expert_shows_in_the_measured_use()
    {
        using var model = SmallModel.Create();

        await stages.TrainAsync(model, new MoESettings { Routing = RoutingKind.Top1, RoutingInitBias = 50 });
        Assert.All(stages.Measured.Values, share => Assert.Equal(0, share));
        await stages.TrainAsync(model, new MoESettings { Routing = RoutingKind.Top1, RoutingInitBias = -50 });
        Assert.All(stages.Measured.Values, share => Assert.Equal(1, share));
    }

    [Fact]
    public async Task The_second_stage_goes_on_with_the_first_ones_experts()
    {
        using var model = SmallModel.Create();
        var settings = new MoESettings();
        await stages.TrainAsync(model, settings);
        var files = new SafetensorsFiles();
        using var second = new MoEMethod();
        var stage = stages.Context(model, settings, number: 2);

        await second.PrepareAsync(stage, default);

        using var scope = NewDisposeScope();
        var stored = files.Read(Path.Combine(stages.StateFolder(1), "experts.safetensors"));
        Assert.Equal(stored.Keys.Order(), stage.Trained.Select(parameter => parameter.Name).Order());
        Assert.All(stage.Trained, parameter => Assert.True(stored[parameter.Name].equal(parameter.Value).all().item<bool>()));
        var expert = stage.Trained.First(parameter => parameter.Name.EndsWith("tuned_expert.up_proj.weight", StringComparison.Ordinal));
        var original = model.Parameters.First(parameter => parameter.Role == ParameterRole.MlpUp);
        Assert.False(original.Value.equal(expert.Value).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task What_is_evaluated_after_a_reload_is_what_trained(int routing)
    {
        using var scope = NewDisposeScope();
        using var model = SmallModel.Create();
        using var method = new MoEMethod();
        var stage = stages.Context(model, everyRouting[routing]);
        await method.PrepareAsync(stage, default);
        foreach (var parameter in stage.Trained)
        {
            using var untracked = no_grad();
            parameter.Value.add_(0.1);
        }

        var inTraining = SmallModel.Answers(model);
        stage.IsMeasuring = true;
        var measured = SmallModel.Answers(model);
        await method.FinishAsync(stage, default);
        method.Dispose();
        using var reloaded = SmallModel.Create();
        using var attached = stages.Attach(reloaded, everyRouting[routing]);

        // Only as published is the model another one in evaluation: hard instead of soft.
        var evaluated = SmallModel.Answers(reloaded);
        var same = inTraining.equal(evaluated).all().item<bool>();
        Assert.Equal(everyRouting[routing].Routing != RoutingKind.AsPublished, same);
        Assert.True(measured.equal(evaluated).all().item<bool>());
    }

    [Fact]
    public async Task A_stage_leaves_no_tensor_behind()
    {
        async Task Stage()
        {
            using var model = SmallModel.Create();
            await stages.TrainAsync(model, new MoESettings { Routing = RoutingKind.Balanced });
            using var attached = stages.Attach(model, new MoESettings { Routing = RoutingKind.Balanced });
        }

        await Stage();
        Directory.Delete(stages.StateFolder(1), recursive: true);

        Assert.Equal(0, LiveTensors.LeftBy(Stage));
    }

    [Fact]
    public async Task Experts_of_another_model_are_refused_with_the_files_name()
    {
        using var model = SmallModel.Create();
        await stages.TrainAsync(model, new MoESettings());
        var path = Path.Combine(stages.StateFolder(1), "experts.safetensors");
        var files = new SafetensorsFiles();
        using (NewDisposeScope())
        {
            files.Write(path, files.Read(path).Skip(1).Select(pair => (pair.Key, pair.Value)).ToList());
        }

        var error = Assert.Throws<InputException>(() => stages.Attach(model, new MoESettings()));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("lacks 'model.language_model.layers.0.mlp", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(model.Modules, module => module.IsWrapped);
    }

    public void Dispose() => stages.Dispose();
}
