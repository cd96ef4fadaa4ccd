namespace LmmCl.Abstractions;

/// <summary>A named selection of trained parameters, by role (study B.2, B.4). Created by <see cref="Recipes.Parse"/>.</summary>
public sealed class Recipe
{
    private readonly Func<ParameterRole, int?, int, bool> trains;

    internal Recipe(string name, Func<ParameterRole, int?, int, bool> trains, int layers = 0)
    {
        Name = name;
        Layers = layers;
        this.trains = trains;
    }

    /// <summary>Name as written in a spec.</summary>
    public string Name { get; }

    /// <summary>Number of layers in the recipe (the 4 of <c>last_4</c>); 0 if the selection is the same at every depth.</summary>
    internal int Layers { get; }

    /// <summary>True if the recipe itself selects layers (<c>last_4</c>).</summary>
    public bool NamesLayers => Layers > 0;

    /// <summary>
    /// Returns true if a parameter of this role, in this layer of <paramref name="layerCount"/>, is trained.
    /// <see cref="ParameterRole.ImageNewline"/> and <see cref="ParameterRole.Added"/> never are.
    /// </summary>
    public bool Trains(ParameterRole role, int? layer, int layerCount) =>
        role is not (ParameterRole.ImageNewline or ParameterRole.Added) && trains(role, layer, layerCount);

    /// <summary>Returns the parameters of <paramref name="model"/> that train, in the model's order.</summary>
    /// <exception cref="InputException">The recipe names more layers than the model has, or selects no parameter of the model.</exception>
    public IReadOnlyList<ModelParameter> Select(IMultimodalModel model)
    {
        if (Layers > model.LayerCount)
        {
            throw new InputException($"recipe '{Name}'", $"names {Layers} layers, the language model has {model.LayerCount}.");
        }

        var chosen = model.Parameters.Where(parameter => Trains(parameter.Role, parameter.Layer, model.LayerCount)).ToList();
        return chosen.Count > 0
            ? chosen
            : throw new InputException($"recipe '{Name}'", $"nothing of this {model.Family} model would train.");
    }
}
