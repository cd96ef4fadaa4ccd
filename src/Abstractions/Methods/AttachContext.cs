namespace LmmCl.Abstractions;

/// <summary>Inputs that a method needs to restore a loaded model to the state at the end of a finished stage.</summary>
public sealed class AttachContext
{
    /// <summary>The model with the stage's final weights and no wrappers.</summary>
    public required IMultimodalModel Model { get; init; }

    /// <summary>The bound settings, an instance of <see cref="MethodDescriptor.SettingsType"/>.</summary>
    public required object BoundSettings { get; init; }

    /// <summary>Folder that <see cref="IMitigationMethod.FinishAsync"/> wrote (<see cref="StageContext.StateFolder"/>).</summary>
    public required string StateFolder { get; init; }

    /// <summary>Reads and writes tensors.</summary>
    public required ITensorFiles Files { get; init; }

    /// <summary>One of <see cref="IMitigationMethod.Variants"/>; null for the stage's own model.</summary>
    public string? Variant { get; init; }

    /// <summary>Returns the settings as the type that the method declares.</summary>
    /// <exception cref="InvalidOperationException">The method declares another type.</exception>
    public T Settings<T>()
        where T : class =>
        MethodSettings.As<T>(BoundSettings);
}
