using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;

namespace LmmCl.LoRA.Targets;

/// <summary>
/// Which linear maps get an adapter: the name of a recipe (<see cref="Recipes"/>), <c>all-linear</c> or <c>as-published</c>; or as PEFT
/// says it, a list of last name parts (<c>[q_proj, v_proj]</c>) or a regular expression that matches whole module names.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed record LoRATargets
{
    /// <summary>Every linear map but the output head.</summary>
    public const string AllLinear = "all-linear";

    /// <summary>Every linear map with <c>.mlp.</c> in its name, outside projector, tower and resampler (study C.3).</summary>
    public const string AsPublished = "as-published";

    /// <summary>What no name of a choice has and hardly a regular expression lacks.</summary>
    private static readonly char[] patternMarks = ['.', '*', '\\', '[', '(', '|', '^', '$', '{'];

    private LoRATargets(string? text, IReadOnlyList<string>? names) => (Text, Names) = (text, names);

    /// <summary>gate, up and down of every layer, the study's choice.</summary>
    public static LoRATargets Default { get; } = new("mlp", null);

    /// <summary>A name or a regular expression; null for a list.</summary>
    public string? Text { get; }

    /// <summary>Last name parts; null for a name or a regular expression.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>Whether PEFT's own form is used, so that an adapter's configuration repeats it as it is.</summary>
    internal bool IsPeft => Names is not null || IsPattern;

    private bool IsPattern => Text is not null and not AllLinear and not AsPublished && Text.IndexOfAny(patternMarks) >= 0;

    /// <summary>A name or a regular expression.</summary>
    public static LoRATargets Of(string text) => new(text, null);

    /// <summary>Last name parts.</summary>
    public static LoRATargets Of(IReadOnlyList<string> names) => new(null, names);

    /// <summary>Refuses what cannot mean anything in any model.</summary>
    /// <exception cref="InputException">An unknown name (near matches are offered), an empty list, or no regular expression.</exception>
    internal void Check(string place)
    {
        if (Names is { Count: 0 })
        {
            throw new InputException(place, "the list is empty.", "Name the last parts of modules, such as [q_proj, v_proj].");
        }

        if (IsPattern)
        {
            ModuleNames.Pattern(Text!, place);
        }
        else if (Text is not null)
        {
            Recipe(place);
        }
    }

    /// <summary>The recipe that is named; null for the two names that are none.</summary>
    /// <exception cref="InputException">There is none of this name.</exception>
    internal Recipe? Recipe(string place)
    {
        if (Text is AllLinear or AsPublished)
        {
            return null;
        }

        var near = NearMatches.Suggest(Text!, [AllLinear, AsPublished]);
        try
        {
            return Recipes.Parse(Text!, place);
        }
        catch (InputException) when (near.StartsWith("Did", StringComparison.Ordinal))
        {
            throw new InputException(place, $"there are no targets '{Text}'.", near);
        }
    }

    /// <inheritdoc/>
    public bool Equals(LoRATargets? other) =>
        other is not null && Text == other.Text && (Names ?? []).SequenceEqual(other.Names ?? [], StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Names?.Count);

    private sealed class Converter : JsonConverter<LoRATargets>
    {
        public override LoRATargets Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.String => Of(reader.GetString()!),
                JsonTokenType.StartArray => Of(JsonSerializer.Deserialize<List<string>>(ref reader, options)!),
                _ => throw new JsonException("Targets are a name, a regular expression or a list of last name parts."),
            };

        public override void Write(Utf8JsonWriter writer, LoRATargets value, JsonSerializerOptions options)
        {
            if (value.Names is { } names)
            {
                JsonSerializer.Serialize(writer, names, options);
            }
            else
            {
                writer.WriteStringValue(value.Text);
            }
        }
    }
}
