using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What Adam and AdamW share: all but where the weight decay goes.</summary>
public abstract class AdamVariant : OptimizerHelper, optim.IBetas
{
    private readonly bool decoupledDecay;

    private protected AdamVariant(bool decoupledDecay, double beta1, double beta2) =>
        (this.decoupledDecay, Betas) = (decoupledDecay, (beta1, beta2));

    public (double, double) Betas { get; set; }

    public override Tensor step(Func<Tensor>? closure = null) => StepGroups<ParamGroup>(Update, closure);

    private void Update(ParamGroup group)
    {
        var options = (AdamOptions)group.Options;
        var settings = new AdamUpdate.Settings(
            options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value, options.eps!.Value,
            options.weight_decay!.Value, options.amsgrad!.Value, options.maximize!.Value, decoupledDecay);

        // Parameters that joined later have taken fewer steps and get another bias correction.
        foreach (var together in WithGradients<AdamState>(group).GroupBy(item => item.State.step + 1))
        {
            var update = new AdamUpdate(settings, together.Key);
            foreach (var (parameter, gradient, state) in together)
            {
                state.step = together.Key;
                update.Add(parameter, gradient, state.exp_avg, state.exp_avg_sq, state.max_exp_avg_sq);
            }

            update.Apply();
        }
    }
}
