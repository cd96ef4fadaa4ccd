namespace LmmCl.Abstractions;

/// <summary>Information about the stage that a method prepares and finishes.</summary>
public sealed class StageContext
{
    private readonly List<ModelParameter> trained = [];
    private readonly List<ModelParameter> merged = [];

    /// <summary>Stage number, 1 for the first skill; stage 0 is the untouched base model and has no method.</summary>
    public required int Number { get; init; }

    /// <summary>Name of the skill that the stage teaches.</summary>
    public required string Skill { get; init; }

    /// <summary>The model with the stage's initial weights.</summary>
    public required IMultimodalModel Model { get; init; }

    /// <summary>
    /// Frozen copy of <see cref="Model"/> at the start of the stage; null unless the method declares
    /// <see cref="MethodCapabilities.NeedsTeacher"/>.
    /// </summary>
    public IMultimodalModel? Teacher { get; init; }

    /// <summary>
    /// Seed of the stage: the experiment's seed in stage 1, and in later stages one derived from the experiment's seed and
    /// <see cref="Number"/>. All randomness in a method derives from it: use <c>new Generator((ulong)stage.Seed)</c> for draws in
    /// <see cref="IMitigationMethod.PrepareAsync"/>. Draws in <see cref="IMitigationMethod.Loss"/> need no generator of their own:
    /// PyTorch's generator is seeded before every step.
    /// </summary>
    public required long Seed { get; init; }

    /// <summary>The bound settings, an instance of <see cref="MethodDescriptor.SettingsType"/>.</summary>
    public required object BoundSettings { get; init; }

    /// <summary>
    /// Folder reserved for the stage's large intermediate files. It exists, survives interruptions, and is deleted once the stage is
    /// complete.
    /// </summary>
    public required string WorkFolder { get; init; }

    /// <summary>
    /// Folder in which a method that declares <see cref="MethodCapabilities.KeepsStateBetweenStages"/> or
    /// <see cref="MethodCapabilities.ChangesInference"/> stores, in <see cref="IMitigationMethod.FinishAsync"/>, the state for the next
    /// stage or for <see cref="IMitigationMethod.Attach"/>. Empty until then; kept with the checkpoint and included in its hash.
    /// </summary>
    public required string StateFolder { get; init; }

    /// <summary><see cref="StateFolder"/> of the previous stage; null in the first stage.</summary>
    public string? PreviousStateFolder { get; init; }

    /// <summary>Reads and writes tensors.</summary>
    public required ITensorFiles Files { get; init; }

    /// <summary>
    /// True while the host measures the model on validation data between steps, without gradients: a wrapper then computes what it would
    /// in evaluation, without dropout. Set by the host.
    /// </summary>
    public bool IsMeasuring { get; set; }

    /// <summary>Receives measurements; null discards them.</summary>
    public Action<string, IReadOnlyDictionary<string, double>>? Measured { get; init; }

    /// <summary>Trained parameters, in the model's order, with added parameters last.</summary>
    public IReadOnlyList<ModelParameter> Trained => trained;

    /// <summary>Parameters that <see cref="IMitigationMethod.FinishAsync"/> writes although the optimiser does not train them.</summary>
    public IReadOnlyList<ModelParameter> Merged => merged;

    /// <summary>Returns the settings as the type that the method declares.</summary>
    /// <exception cref="InvalidOperationException">The method declares another type.</exception>
    public T Settings<T>()
        where T : class =>
        MethodSettings.As<T>(BoundSettings);

    /// <summary>
    /// Selects the trained parameters; all others are frozen and verified to be unchanged. A second call replaces the first.
    /// </summary>
    /// <exception cref="InputException">
    /// The selection is empty, or contains a parameter that neither belongs to the model nor has the role
    /// <see cref="ParameterRole.Added"/>.
    /// </exception>
    public void Train(IEnumerable<ModelParameter> parameters)
    {
        var chosen = parameters.ToHashSet(ReferenceEqualityComparer.Instance);
        var own = Model.Parameters.Where(chosen.Remove).ToList();
        var added = chosen.Cast<ModelParameter>().OrderBy(parameter => parameter.Name, StringComparer.Ordinal).ToList();
        if (added.Find(parameter => parameter.Role != ParameterRole.Added) is { } stranger)
        {
            throw new InputException(stranger.Name, "is selected for training but is not a parameter of the model.");
        }

        if (own.Count + added.Count == 0)
        {
            throw new InputException($"stage {Number} ({Skill})", "nothing would train.");
        }

        trained.Clear();
        trained.AddRange(own);
        trained.AddRange(added);
    }

    /// <summary>
    /// Declares the model parameters that <see cref="IMitigationMethod.FinishAsync"/> will write although they are not trained: the weights
    /// that an adapter is merged into. Requires <see cref="MethodCapabilities.MergesWeights"/>. A second call replaces the first.
    /// </summary>
    /// <exception cref="InputException">A parameter does not belong to the model.</exception>
    public void Merge(IEnumerable<ModelParameter> parameters)
    {
        var chosen = parameters.ToHashSet(ReferenceEqualityComparer.Instance);
        var own = Model.Parameters.Where(chosen.Remove).ToList();
        if (chosen.Cast<ModelParameter>().FirstOrDefault() is { } stranger)
        {
            throw new InputException(stranger.Name, "is declared as a merge target but is not a parameter of the model.");
        }

        merged.Clear();
        merged.AddRange(own);
    }

    /// <summary>Records figures about the method's own work, usually at the end of the stage.</summary>
    /// <param name="name">Name of the measurement, in snake_case (<c>expert_use</c>).</param>
    /// <param name="values">Finite figures by name.</param>
    public void Measure(string name, IReadOnlyDictionary<string, double> values) => Measured?.Invoke(name, values);
}
