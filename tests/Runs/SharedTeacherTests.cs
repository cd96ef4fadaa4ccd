using LmmCl.Abstractions;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Stages;
using static TorchSharp.torch;

namespace LmmCl.Runs.Tests;

[Collection(nameof(HostRuns))]
public sealed class SharedTeacherTests(FinishedExperiment finished) : IDisposable
{
    private readonly LoadedModel student = MultimodalModels.Load(finished.World.Model, new Placement(ScalarType.Float32, CPU));
    private readonly LoadedModel teacher = MultimodalModels.Load(finished.World.Model, new Placement(ScalarType.Float32, CPU));

    [Fact]
    public void A_teacher_has_only_what_changes_to_itself()
    {
        var stage = Stage();
        var different = teacher.Model.Parameters[0];
        Change(different);
        Change(different);

        SharedTeacher.Share(stage);

        var before = ModelHash.Of(teacher.Model);
        foreach (var parameter in stage.Trained.Concat(stage.Merged))
        {
            Change(parameter);
        }

        Assert.Equal(before, ModelHash.Of(teacher.Model));
        foreach (var (shared, own) in student.Model.Parameters.Zip(teacher.Model.Parameters))
        {
            Change(shared);
            var isShared = own.Value.Equals(shared.Value);
            Assert.Equal(!stage.Trained.Contains(shared) && !stage.Merged.Contains(shared) && own != different, isShared);
        }
    }

    public void Dispose()
    {
        student.Dispose();
        teacher.Dispose();
    }

    private static void Change(ModelParameter parameter)
    {
        using var untracked = no_grad();
        using var step = ones(1);
        parameter.Value.add_(step);
    }

    private StageContext Stage()
    {
        var stage = new StageContext
        {
            Number = 1,
            Skill = "made-up",
            Model = student.Model,
            Teacher = teacher.Model,
            Seed = 1,
            BoundSettings = new object(),
            WorkFolder = "",
            StateFolder = "",
            Files = new SafetensorsFiles(),
        };
        stage.Train(student.Model.Parameters.Where(parameter => parameter.Role == ParameterRole.MlpGate));
        stage.Merge(student.Model.Parameters.Where(parameter => parameter.Role == ParameterRole.MlpUp));
        return stage;
    }
}
