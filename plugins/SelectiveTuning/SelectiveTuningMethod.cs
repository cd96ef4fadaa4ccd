using LmmCl.Abstractions;

namespace LmmCl.SelectiveTuning;

/// <summary>
/// Trains the parameters of a recipe with the task's loss and freezes all others. The study finds that training the language model's
/// attention projections, or the gate and up projections of its MLPs, learns a skill almost as well as training the whole model and forgets
/// far less.
/// </summary>
public sealed class SelectiveTuningMethod : IMitigationMethod
{
    /// <inheritdoc/>
    public MethodDescriptor Describe() => new(
        "SelectiveTuning",
        new Version(1, 0, 0),
        MethodCapabilities.None,
        typeof(SelectiveTuningSettings),
        "How to Teach Large Multimodal Models New Skills, arXiv:2510.08564");

    /// <inheritdoc/>
    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        var settings = stage.Settings<SelectiveTuningSettings>();
        var chosen = Recipes.Parse(settings.Recipe, "settings.recipe").Select(stage.Model);
        stage.Train(settings is { FirstLayers: null, LastLayers: null } ? chosen : InLayers(chosen, settings, stage.Model.LayerCount));
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<ModelParameter> InLayers(
        IReadOnlyList<ModelParameter> chosen, SelectiveTuningSettings settings, int layerCount)
    {
        var place = settings.FirstLayers is null ? "settings.last_layers" : "settings.first_layers";
        var layers = settings.FirstLayers ?? settings.LastLayers!.Value;
        if (layers > layerCount)
        {
            throw new InputException(place, $"names {layers} layers, the language model has {layerCount}.");
        }

        if (chosen.All(parameter => parameter.Layer is null))
        {
            throw new InputException(
                place, $"the recipe '{settings.Recipe}' trains nothing in the language model's layers.", "Leave the setting out.");
        }

        return chosen.Where(parameter =>
            parameter.Layer is not { } layer || (settings.FirstLayers is null ? layer >= layerCount - layers : layer < layers));
    }
}
