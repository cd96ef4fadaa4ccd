using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Families;

/// <summary>
/// A model as its configuration describes it, before anything is allocated: sizes of published models can be computed on any machine, and
/// weights that do not fit are refused before memory is filled.
/// </summary>
/// <param name="Parameters">Lists name, role and shape of every parameter, in checkpoint order. A tied head is not listed.</param>
/// <param name="Allocate">Allocates the model; its parameters have no values yet.</param>
public sealed record ModelBlueprint(Func<IEnumerable<ParameterShape>> Parameters, Func<Placement, IGeneratingModel> Allocate)
{
    /// <summary>
    /// Shapes that follow from single fields. They are checked first, because a damaged field could make the list of parameters arbitrarily
    /// long.
    /// </summary>
    public IReadOnlyList<ShapeClaim> Claims { get; init; } = [];
}
