using LmmCl.Abstractions;

namespace LmmCl.Modeling.Memory;

/// <summary>Trained parameters of a model, grouped by role and layer.</summary>
/// <param name="model">The model; its parameters need no values.</param>
/// <param name="trained">The trained parameters, including those added by a method.</param>
internal sealed class TrainedParts(ISizedModel model, IReadOnlyList<ModelParameter> trained)
{
    private readonly ILookup<(ParameterRole Role, int? Layer), ModelParameter> parts =
        trained.ToLookup(parameter => (parameter.Role, parameter.Layer));

    private readonly ILookup<int?, ModelModule> wrapped =
        model.Modules.Where(module => module.IsWrapped).ToLookup(module => module.Layer);

    /// <summary>No parameters, as in an evaluation.</summary>
    public static TrainedParts None(ISizedModel model) => new(model, []);

    /// <summary>True if a parameter of one of these roles trains; of a layer, or outside the layers.</summary>
    public bool Any(int? layer, params ParameterRole[] roles) => roles.Any(role => parts.Contains((role, layer)));

    /// <summary>Modules of a layer that a method has wrapped.</summary>
    public IEnumerable<ModelModule> Wrapped(int? layer) => wrapped[layer];

    /// <summary>Bytes of the gradients of the parameters of these roles, of a layer or outside the layers.</summary>
    public long Bytes(int? layer, params ParameterRole[] roles) =>
        roles.Sum(role => parts[(role, layer)].Sum(parameter => parameter.Value.numel() * parameter.Value.element_size()));
}
