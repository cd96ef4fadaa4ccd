namespace LmmCl.Abstractions;

/// <summary>What a method needs to make a loaded model answer as a finished stage left it.</summary>
public sealed class AttachContext
{
    /// <summary>The model with the weights that the stage ended with, and nothing wrapped.</summary>
    public required IMultimodalModel Model { get; init; }

    /// <summary>The bound settings, an instance of <see cref="MethodDescriptor.SettingsType"/>.</summary>
    public required object BoundSettings { get; init; }

    /// <summary>What <see cref="IMitigationMethod.FinishAsync"/> left (<see cref="StageContext.StateFolder"/>).</summary>
    public required string StateFolder { get; init; }

    /// <summary>Reads and writes tensors.</summary>
    public required ITensorFiles Files { get; init; }

    /// <summary>One of <see cref="IMitigationMethod.Variants"/>; null for the stage's own model.</summary>
    public string? Variant { get; init; }

    /// <summary>The settings as the type that the method declared.</summary>
    /// <exception cref="InvalidOperationException">The method declares another type.</exception>
    public T Settings<T>()
        where T : class =>
        MethodSettings.As<T>(BoundSettings);
}
