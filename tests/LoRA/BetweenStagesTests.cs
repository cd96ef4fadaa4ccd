using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.LoRA.Tests.Small;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.LoRA.Tests;

public class BetweenStagesTests
{
    private const double Rounding = 2e-5;

    [Fact]
    public async Task Merged_weights_answer_as_the_active_adapter_does()
    {
        using var active = new Stages(Stages.Settings(("between_stages", "continue"), ("targets", "all-linear")));
        using var merged = new Stages(Stages.Settings(("between_stages", "merge"), ("targets", "all-linear")));
        var untrained = SmallModel.Answers(active.Model);

        await active.TrainAsync(1);
        await merged.TrainAsync(1);

        Close(active.Answers(1), SmallModel.Answers(merged.Model), Rounding);
        Assert.True(Distance(untrained, active.Answers(1)) > 0.05, "what was trained is too little to tell");
    }

    [Fact]
    public async Task A_half_width_weight_is_rounded_once()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var stages = new Stages(Stages.Settings(), SmallModel.Create(ScalarType.BFloat16));
        var stage = stages.Context(1);
        using var method = await stages.PrepareAsync(stage);
        var added = stage.Trained.ToDictionary(parameter => parameter.Name, parameter => (Tensor)parameter.Value);
        var expected = stage.Merged.ToDictionary(weight => weight, weight =>
        {
            var module = weight.Name[..^".weight".Length];
            var b = added[$"{module}.lora_B.weight"].normal_(0, 0.05);
            return (weight.Value.to(ScalarType.Float32) + (b.matmul(added[$"{module}.lora_A.weight"]) * 2)).to(ScalarType.BFloat16);
        });

        await method.FinishAsync(stage, CancellationToken.None);

        Assert.All(added.Values, value => Assert.Equal(ScalarType.Float32, value.dtype));
        Assert.All(expected, weight => Assert.True(weight.Key.Value.eq(weight.Value).all().item<bool>(), weight.Key.Name));
    }

    [Fact]
    public async Task A_merged_stage_leaves_its_adapter_for_the_weights_that_it_began_with()
    {
        using var stages = new Stages(Stages.Settings());
        await stages.TrainAsync(1);
        using var untouched = SmallModel.Create();
        using var continuing = new Stages(Stages.Settings(("between_stages", "continue")));

        using var attached = continuing.Attach(untouched, stages.State(1));

        Close(SmallModel.Answers(stages.Model), SmallModel.Answers(untouched), Rounding);
    }

    [Fact]
    public async Task After_a_merge_the_next_stage_begins_with_a_fresh_adapter()
    {
        using var stages = new Stages(Stages.Settings());
        await stages.TrainAsync(1);
        var afterOne = SmallModel.Answers(stages.Model);
        var stage = stages.Context(2);

        using var method = await stages.PrepareAsync(stage);

        Assert.Equal(afterOne, SmallModel.Answers(stages.Model));
        Assert.NotEmpty(stage.Merged);
    }

    [Fact]
    public async Task A_stack_keeps_the_first_stage_frozen_beside_the_second()
    {
        using var stages = new Stages(Stages.Settings(("between_stages", "stack")));
        var weights = SmallModel.Values(stages.Model);
        await stages.TrainAsync(1);
        var afterOne = stages.Answers(1);
        var stage = stages.Context(2);
        using (await stages.PrepareAsync(stage))
        {
            Assert.Equal(afterOne, SmallModel.Answers(stages.Model));
        }

        stages.Model.Modules.Unwrap();
        await stages.TrainAsync(2);
        await stages.TrainAsync(3);

        Assert.Equal(File.ReadAllBytes(Adapter(stages.State(1))), File.ReadAllBytes(Adapter(Path.Combine(stages.State(3), "stage-1"))));
        Assert.Equal(File.ReadAllBytes(Adapter(stages.State(2))), File.ReadAllBytes(Adapter(Path.Combine(stages.State(3), "stage-2"))));
        Assert.Equal(3, Enumerable.Range(1, 3).Select(number => stages.Answers(number)[^1]).Distinct().Count());
        Assert.Equal(weights, SmallModel.Values(stages.Model));
    }

    [Fact]
    public async Task The_answers_of_a_stack_are_those_of_its_adapters_merged_one_after_the_other()
    {
        using var stack = new Stages(Stages.Settings(("between_stages", "stack"), ("targets", "all-linear")));
        await stack.TrainAsync(1);
        await stack.TrainAsync(2);
        var active = stack.Answers(2);
        foreach (var adapter in new[] { stack.State(1), stack.State(2) })
        {
            using var merging = new LoRAMethod();
            var stage = Merging(stack.Model, adapter);
            await merging.PrepareAsync(stage, CancellationToken.None);
            await merging.FinishAsync(stage, CancellationToken.None);
        }

        Close(active, SmallModel.Answers(stack.Model), Rounding);
    }

    [Fact]
    public async Task Continuing_trains_the_same_adapter_on()
    {
        using var stages = new Stages(Stages.Settings(("between_stages", "continue"), ("bias", "lora-only"), ("targets", "sa_proj")));
        await stages.TrainAsync(1);
        var afterOne = stages.Answers(1);
        var stage = stages.Context(2);
        using (await stages.PrepareAsync(stage))
        {
            Assert.Equal(afterOne, SmallModel.Answers(stages.Model));
        }

        stages.Model.Modules.Unwrap();
        await stages.TrainAsync(2);

        Assert.NotEqual(afterOne, stages.Answers(2));
        Assert.Empty(Directory.GetDirectories(stages.State(2)));
    }

    [Fact]
    public async Task Later_stages_have_the_shape_of_the_adapter_that_was_given()
    {
        using var first = new Stages(Stages.Settings(("rank", 3), ("targets", "sa_qkv"), ("between_stages", "continue")));
        await first.TrainAsync(1);
        using var stages = new Stages(new JsonObject { ["adapter"] = first.State(1), ["between_stages"] = "merge" });
        await stages.TrainAsync(1);
        var stage = stages.Context(2);

        using var method = await stages.PrepareAsync(stage);

        Assert.Equal(2 * 2 * 3, stage.Trained.Count);
        Assert.All(stage.Trained, parameter => Assert.Contains(3L, parameter.Value.shape));
        Assert.All(
            stage.Trained.Where(parameter => parameter.Name.Contains("lora_B", StringComparison.Ordinal)),
            b => Assert.Equal(0, b.Value.count_nonzero().item<long>()));
    }

    private static string Adapter(string folder) => Path.Combine(folder, "adapter_model.safetensors");

    private static StageContext Merging(IMultimodalModel model, string adapter)
    {
        var settings = new JsonObject { ["adapter"] = adapter, ["between_stages"] = "merge" };
        var state = Directory.CreateTempSubdirectory("lmmcl-lora-").FullName;
        return new StageContext
        {
            Number = 1,
            Skill = "made-up",
            Model = model,
            Seed = 1,
            BoundSettings = MethodSettings.Bind(typeof(LoRASettings), settings, "settings"),
            WorkFolder = state,
            StateFolder = state,
            Files = new Modeling.Checkpoints.SafetensorsFiles(),
        };
    }

    private static double Distance(float[] one, float[] other) => one.Zip(other, (a, b) => (double)Math.Abs(a - b)).Max();

    private static void Close(float[] expected, float[] found, double tolerance) => Assert.InRange(Distance(expected, found), 0, tolerance);
}
