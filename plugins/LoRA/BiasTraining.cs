namespace LmmCl.LoRA;

/// <summary>Selection of the model's own biases to train beside the adapter, with PEFT's names.</summary>
public enum BiasTraining
{
    /// <summary>No biases.</summary>
    None,

    /// <summary>All biases of the model.</summary>
    All,

    /// <summary>The biases of the linear maps that have an adapter.</summary>
    LoraOnly,
}
