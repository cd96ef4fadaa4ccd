using LmmCl.Abstractions;

namespace LmmCl.LoRA.Peft;

/// <summary>
/// Translates module names of adapters that were trained on another layout of the same model: an earlier release of transformers, with the
/// language model under another path, or the original code. A name is changed only if the result is a name of the model.
/// </summary>
internal sealed class LayoutNames
{
    /// <summary>Prefixes in one layout and in another; each pair is tried in both directions.</summary>
    private static readonly (string One, string Other)[] beginnings =
    [
        ("model.layers.", "model.language_model.layers."),
        ("language_model.model.layers.", "model.language_model.layers."),
        ("language_model.layers.", "model.language_model.layers."),
        ("language_model.lm_head", "lm_head"),
        ("multi_modal_projector.", "model.multi_modal_projector."),
        ("model.mm_projector.0", "model.multi_modal_projector.linear_1"),
        ("model.mm_projector.2", "model.multi_modal_projector.linear_2"),
        ("model.vision_tower.vision_tower.", "model.vision_tower."),
        ("vision_tower.", "model.vision_tower."),
        ("visual.", "model.visual."),
    ];

    private readonly HashSet<string> known;

    /// <param name="model">The model whose names are wanted.</param>
    public LayoutNames(IMultimodalModel model) =>
        known = [.. model.Parameters.Select(parameter => parameter.Name), .. model.Modules.Select(module => module.Name)];

    /// <summary>Returns the model's name of a tensor; the name itself if no layout makes it one of the model's.</summary>
    public string Of(string name)
    {
        var module = PeftNames.Module(name) ?? name;
        return known.Contains(module) ? name
            : beginnings.SelectMany(pair => new[] { pair, (One: pair.Other, Other: pair.One) })
                .Where(pair => module.StartsWith(pair.One, StringComparison.Ordinal))
                .Select(pair => pair.Other + module[pair.One.Length..])
                .FirstOrDefault(known.Contains) is { } found
                ? found + name[module.Length..]
                : name;
    }
}
