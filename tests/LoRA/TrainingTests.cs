using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.LoRA.Tests.Small;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.LoRA.Tests;

public class TrainingTests
{
    [Theory]
    [InlineData("mlp", 0.0)]
    [InlineData("all-linear", 0.5)]
    public async Task A_fresh_adapter_changes_no_bit_of_the_answers(string targets, double dropout)
    {
        using var stages = new Stages(Stages.Settings(("targets", targets), ("dropout", dropout)));
        var before = SmallModel.Answers(stages.Model);

        using var method = await stages.PrepareAsync(stages.Context(1));

        Assert.Equal(before, SmallModel.Answers(stages.Model));
    }

    [Fact]
    public async Task Dropout_is_left_out_while_the_host_measures()
    {
        using var stages = new Stages(Stages.Settings(("dropout", 0.5)));
        var stage = stages.Context(1);
        using var method = await stages.PrepareAsync(stage);
        foreach (var added in stage.Trained)
        {
            using var untracked = no_grad();
            added.Value.fill_(Numbers.One);
        }

        stage.IsMeasuring = true;
        var measured = SmallModel.Answers(stages.Model);
        Assert.Equal(measured, SmallModel.Answers(stages.Model));
        stage.IsMeasuring = false;
        Assert.NotEqual(measured, SmallModel.Answers(stages.Model));
    }

    [Fact]
    public async Task A_is_drawn_within_its_bound_from_the_seed_and_the_stage()
    {
        using var stages = new Stages(Stages.Settings(("rank", 32)));

        var drawn = await Drawn(stages, 1, 5);

        Assert.All(drawn, a => Assert.InRange(a, -1 / Math.Sqrt(8), 1 / Math.Sqrt(8)));
        Assert.InRange(drawn.Max(), 0.9 / Math.Sqrt(8), 1);
        Assert.InRange(drawn.Average(), -0.05, 0.05);
        Assert.Equal(drawn, await Drawn(stages, 1, 5));
        Assert.NotEqual(drawn, await Drawn(stages, 1, 6));
        Assert.NotEqual(drawn, await Drawn(stages, 2, 5));
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("stack")]
    [InlineData("continue")]
    public async Task Weights_keep_every_bit_while_the_adapter_trains(string betweenStages)
    {
        using var stages = new Stages(Stages.Settings(("between_stages", betweenStages)));
        var before = SmallModel.Values(stages.Model);

        var outcome = await stages.TrainAsync(1);

        var moved = Moved(before, stages.Model);
        Assert.Empty(outcome.Verification.Violations);
        Assert.All(outcome.Trained, parameter => Assert.Equal(ParameterRole.Added, parameter.Role));
        Assert.Equal(betweenStages == "merge" ? outcome.Merged.Select(parameter => parameter.Name) : [], moved);
    }

    [Fact]
    public async Task The_projector_trains_in_full_where_that_is_asked_for()
    {
        using var stages = new Stages(Stages.Settings(("train_projector", true), ("between_stages", "continue")));
        var before = SmallModel.Values(stages.Model);

        var outcome = await stages.TrainAsync(1);

        var moved = Moved(before, stages.Model);
        Assert.Equal(4, moved.Count);
        Assert.All(moved, name => Assert.StartsWith("model.multi_modal_projector.linear_", name, StringComparison.Ordinal));
        Assert.Empty(outcome.Verification.Violations);
    }

    [Theory]
    [InlineData("lora-only", 6)]
    [InlineData("all", 18)]
    public async Task Biases_train_where_that_is_asked_for(string bias, int count)
    {
        using var stages = new Stages(Stages.Settings(
            ("bias", bias), ("targets", new JsonArray("self_attn.q_proj", "self_attn.k_proj", "o_proj")), ("between_stages", "stack")));

        var outcome = await stages.TrainAsync(1);

        var own = outcome.Trained.Where(parameter => parameter.Role != ParameterRole.Added).ToList();
        Assert.Equal(count, own.Count);
        Assert.All(own, parameter => Assert.EndsWith(".bias", parameter.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dropout_takes_part_in_training_and_in_nothing_else()
    {
        using var dropping = new Stages(Stages.Settings(("dropout", 0.5), ("between_stages", "continue")));
        using var keeping = new Stages(Stages.Settings(("between_stages", "continue")));

        // The first loss is the base model's in both, B being zero; the next ones differ.
        var losses = (await dropping.TrainAsync(1, steps: 3)).FinalLoss;
        Assert.NotEqual(losses, (await keeping.TrainAsync(1, steps: 3)).FinalLoss);
        Assert.Equal(dropping.Answers(1), dropping.Answers(1));
    }

    [Fact]
    public async Task An_embedding_that_is_the_head_trains_as_both()
    {
        var settings = Stages.Settings(("modules_to_save", new JsonArray("embed_tokens")), ("between_stages", "continue"));
        using var stages = new Stages(settings, SmallModel.Tied());

        await stages.TrainAsync(1);

        var config = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(stages.State(1), "adapter_config.json")))!;
        Assert.True(config["ensure_weight_tying"]!.GetValue<bool>());
        using var fresh = SmallModel.Tied();
        using var attached = stages.Attach(fresh, stages.State(1));
        Assert.Equal(stages.Answers(1), SmallModel.Answers(fresh));
    }

    private static List<string> Moved(Dictionary<string, float[]> before, IMultimodalModel model) =>
        [.. SmallModel.Values(model).Where(value => !value.Value.SequenceEqual(before[value.Key])).Select(value => value.Key)];

    private static async Task<float[]> Drawn(Stages stages, int number, long seed)
    {
        using var scope = NewDisposeScope();
        var stage = stages.Context(number, seed);
        using var method = await stages.PrepareAsync(stage);
        stages.Model.Modules.Unwrap();
        return [.. stage.Trained.Where(parameter => parameter.Name.EndsWith("gate_proj.lora_A.weight", StringComparison.Ordinal))
            .SelectMany(parameter => parameter.Value.data<float>().ToArray())];
    }
}
