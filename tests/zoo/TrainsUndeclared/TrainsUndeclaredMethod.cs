using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace Zoo;

/// <summary>Says that it trains the attention, and changes a norm as well.</summary>
public sealed class TrainsUndeclaredMethod : ZooMethod
{
    private ModelParameter? norm;

    public override ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        norm = stage.Model.Parameters.First(parameter => parameter.Role == ParameterRole.Norm);
        return base.PrepareAsync(stage, ct);
    }

    public override Tensor Loss(StepContext step)
    {
        using (no_grad())
        {
            norm!.Value.add_(0.01);
        }

        return step.TaskLoss();
    }
}
