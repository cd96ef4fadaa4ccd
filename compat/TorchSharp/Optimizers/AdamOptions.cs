namespace TorchSharp.Modules;

/// <summary>Settings of one group of Adam or AdamW.</summary>
public abstract class AdamOptions : OptimizerOptions
{
    public double? beta1;
    public double? beta2;
    public double? weight_decay;
    public double? eps;
    public bool? amsgrad;
    public bool? maximize;

    private protected AdamOptions()
    {
    }

    public override void LoadStateDict(OptimizerOptions source)
    {
        base.LoadStateDict(source);
        var other = source.GetType() == GetType()
            ? (AdamOptions)source
            : throw new ArgumentException($"The options are no {GetType()}.");
        (beta1, beta2, eps, weight_decay) = (other.beta1, other.beta2, other.eps, other.weight_decay);
        (amsgrad, maximize) = (other.amsgrad, other.maximize);
    }

    /// <summary>Gives a value to every setting that has none.</summary>
    internal void FillIn(double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize)
    {
        LearningRate ??= lr;
        this.beta1 ??= beta1;
        this.beta2 ??= beta2;
        this.eps ??= eps;
        this.weight_decay ??= weight_decay;
        this.amsgrad ??= amsgrad;
        this.maximize ??= maximize;
    }
}
