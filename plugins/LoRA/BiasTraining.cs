namespace LmmCl.LoRA;

/// <summary>Which of the model's own biases train beside the adapter, as PEFT names the choices.</summary>
public enum BiasTraining
{
    /// <summary>None.</summary>
    None,

    /// <summary>Every bias of the model.</summary>
    All,

    /// <summary>The biases of the linear maps that get an adapter.</summary>
    LoraOnly,
}
