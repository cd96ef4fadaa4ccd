namespace LmmCl.Abstractions;

/// <summary>What a method knows about the stage that it prepares and finishes.</summary>
public sealed class StageContext
{
    private readonly List<ModelParameter> trained = [];
    private readonly List<ModelParameter> merged = [];

    /// <summary>1 for the first skill; stage 0 is the untouched base model and has no method.</summary>
    public required int Number { get; init; }

    /// <summary>Name of the skill that the stage teaches.</summary>
    public required string Skill { get; init; }

    /// <summary>The model, with the weights that the stage starts from.</summary>
    public required IMultimodalModel Model { get; init; }

    /// <summary>
    /// A frozen copy of <see cref="Model"/> as the stage began; null unless the method declares
    /// <see cref="MethodCapabilities.NeedsTeacher"/>.
    /// </summary>
    public IMultimodalModel? Teacher { get; init; }

    /// <summary>
    /// Seed of the stage: the experiment's in stage 1, and another in each later stage, derived from the experiment's seed and
    /// <see cref="Number"/>. Everything random in a method starts from it: <c>new Generator((ulong)stage.Seed)</c> for what
    /// <see cref="IMitigationMethod.PrepareAsync"/> draws. What <see cref="IMitigationMethod.Loss"/> draws needs none of its own: PyTorch's
    /// generator is seeded before every step.
    /// </summary>
    public required long Seed { get; init; }

    /// <summary>The bound settings, an instance of <see cref="MethodDescriptor.SettingsType"/>.</summary>
    public required object BoundSettings { get; init; }

    /// <summary>
    /// A folder of the stage's own for large intermediate files.
    /// It exists, outlives an interruption, and is deleted once the stage is complete.
    /// </summary>
    public required string WorkFolder { get; init; }

    /// <summary>
    /// Where a method that declares <see cref="MethodCapabilities.KeepsStateBetweenStages"/> or
    /// <see cref="MethodCapabilities.ChangesInference"/> writes in <see cref="IMitigationMethod.FinishAsync"/> what the next stage, or
    /// <see cref="IMitigationMethod.Attach"/>, needs. Empty until then; kept with the checkpoint and hashed with it.
    /// </summary>
    public required string StateFolder { get; init; }

    /// <summary><see cref="StateFolder"/> of the stage before; null in the first stage.</summary>
    public string? PreviousStateFolder { get; init; }

    /// <summary>Reads and writes tensors.</summary>
    public required ITensorFiles Files { get; init; }

    /// <summary>Where measurements go; null drops them.</summary>
    public Action<string, IReadOnlyDictionary<string, double>>? Measured { get; init; }

    /// <summary>What trains, in the model's order with added parameters last.</summary>
    public IReadOnlyList<ModelParameter> Trained => trained;

    /// <summary>Parameters that <see cref="IMitigationMethod.FinishAsync"/> writes although the optimiser does not train them.</summary>
    public IReadOnlyList<ModelParameter> Merged => merged;

    /// <summary>The settings as the type that the method declared.</summary>
    /// <exception cref="InvalidOperationException">The method declares another type.</exception>
    public T Settings<T>()
        where T : class =>
        MethodSettings.As<T>(BoundSettings);

    /// <summary>Names what trains; everything else is frozen and verified to be unchanged. A second call replaces the first.</summary>
    /// <exception cref="InputException">Nothing is named, or a parameter that neither belongs to the model nor has the role
    /// <see cref="ParameterRole.Added"/>.</exception>
    public void Train(IEnumerable<ModelParameter> parameters)
    {
        var chosen = parameters.ToHashSet(ReferenceEqualityComparer.Instance);
        var own = Model.Parameters.Where(chosen.Remove).ToList();
        var added = chosen.Cast<ModelParameter>().OrderBy(parameter => parameter.Name, StringComparer.Ordinal).ToList();
        if (added.Find(parameter => parameter.Role != ParameterRole.Added) is { } stranger)
        {
            throw new InputException(stranger.Name, "is to be trained but is no parameter of the model.");
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
    /// Names parameters of the model that <see cref="IMitigationMethod.FinishAsync"/> will write although they do not train: the weights
    /// that an adapter is merged into. Needs <see cref="MethodCapabilities.MergesWeights"/>. A second call replaces the first.
    /// </summary>
    /// <exception cref="InputException">A parameter does not belong to the model.</exception>
    public void Merge(IEnumerable<ModelParameter> parameters)
    {
        var chosen = parameters.ToHashSet(ReferenceEqualityComparer.Instance);
        var own = Model.Parameters.Where(chosen.Remove).ToList();
        if (chosen.Cast<ModelParameter>().FirstOrDefault() is { } stranger)
        {
            throw new InputException(stranger.Name, "is to be merged into but is no parameter of the model.");
        }

        merged.Clear();
        merged.AddRange(own);
    }

    /// <summary>Records figures about the method's own work; at the end of the stage for most.</summary>
    /// <param name="name">What was measured, in snake_case (<c>expert_use</c>).</param>
    /// <param name="values">Figures by name, finite.</param>
    public void Measure(string name, IReadOnlyDictionary<string, double> values) => Measured?.Invoke(name, values);
}
