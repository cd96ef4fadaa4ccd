using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Steps taken and the running moments of one parameter's gradient.</summary>
public abstract class AdamState : OptimizerState, IDisposable
{
    public long step;
    public Tensor exp_avg = null!;
    public Tensor exp_avg_sq = null!;
    public Tensor? max_exp_avg_sq;

    private protected AdamState(Parameter parameter)
        : base(parameter)
    {
    }

    public override void Initialize(OptimizerOptions options)
    {
        step = 0;
        exp_avg = zeros_like(_parameter).DetachFromDisposeScope();
        exp_avg_sq = zeros_like(_parameter).DetachFromDisposeScope();
        max_exp_avg_sq = ((AdamOptions)options).amsgrad == true ? zeros_like(_parameter).DetachFromDisposeScope() : null;
    }

    public override void LoadStateDict(OptimizerState source)
    {
        var other = OfTheSameOptimizer(source) ?? throw new ArgumentException($"The state is no {GetType()}.");
        step = other.step;
        exp_avg.copy_(other.exp_avg);
        exp_avg_sq.copy_(other.exp_avg_sq);
        if (max_exp_avg_sq is not null && other.max_exp_avg_sq is not null)
        {
            max_exp_avg_sq.copy_(other.max_exp_avg_sq);
        }
    }

    public override bool ApproximatelyEquals(OptimizerState other) => OfTheSameOptimizer(other) is { } state
        && step == state.step
        && exp_avg.allclose(state.exp_avg)
        && exp_avg_sq.allclose(state.exp_avg_sq);

    public override void to(Device device)
    {
        exp_avg.Become(exp_avg.to(device));
        exp_avg_sq.Become(exp_avg_sq.to(device));
        max_exp_avg_sq?.Become(max_exp_avg_sq.to(device));
    }

    public void Dispose()
    {
        exp_avg.Dispose();
        exp_avg_sq.Dispose();
        max_exp_avg_sq?.Dispose();
    }

    private AdamState? OfTheSameOptimizer(OptimizerState other) => other.GetType() == GetType() ? (AdamState)other : null;
}
