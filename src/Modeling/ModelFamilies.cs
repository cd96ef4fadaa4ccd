using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.LlavaNext;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Qwen25VL;

namespace LmmCl.Modeling;

/// <summary>Registry of the model families that checkpoints can be of. Thread-safe.</summary>
public static class ModelFamilies
{
    private static readonly Lock adding = new();
    private static IReadOnlyList<IModelFamily> all = [new LlavaOnevisionFamily(), new LlavaNextFamily(), new Qwen25VLFamily()];

    /// <summary>All families.</summary>
    public static IReadOnlyList<IModelFamily> All => all;

    /// <summary>Adds a family from outside this assembly.</summary>
    /// <exception cref="ArgumentException">There is a family of the same name or with one of its model types.</exception>
    public static void Add(IModelFamily family)
    {
        lock (adding)
        {
            if (all.FirstOrDefault(known => known.Name == family.Name || known.ModelTypes.Intersect(family.ModelTypes).Any()) is { } other)
            {
                throw new ArgumentException($"'{family.Name}' is already read by the family '{other.Name}'.", nameof(family));
            }

            all = [.. all, family];
        }
    }

    /// <summary>Returns the family that reads a configuration.</summary>
    /// <param name="config">The root of <c>config.json</c>.</param>
    /// <exception cref="InputException">No family reads it.</exception>
    public static IModelFamily Of(JsonFields config)
    {
        if (All.FirstOrDefault(family => family.Reads(config)) is { } found)
        {
            return found;
        }

        var type = config.Text("model_type")
            ?? throw new InputException(
                config.Place("model_type"),
                "it is missing.",
                "Is this the config.json of a checkpoint?");
        throw new InputException(
            config.Place("model_type"),
            $"'{type}' is not a model that this version knows.",
            NearMatches.Suggest(type, All.SelectMany(family => family.ModelTypes)));
    }
}
