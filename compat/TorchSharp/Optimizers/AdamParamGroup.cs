using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters of Adam or AdamW that share settings.</summary>
public abstract class AdamParamGroup<TOptions> : ParamGroup<TOptions>, optim.IBetas
    where TOptions : AdamOptions, new()
{
    private protected AdamParamGroup()
    {
    }

    private protected AdamParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
        : base(parameters, options)
    {
    }

    public (double, double) Betas
    {
        get => (Options.beta1!.Value, Options.beta2!.Value);
        set => (Options.beta1, Options.beta2) = value;
    }
}
