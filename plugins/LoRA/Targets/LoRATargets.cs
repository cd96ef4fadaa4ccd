using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;

namespace LmmCl.LoRA.Targets;

/// <summary>
/// Selection of the linear maps that get an adapter: the name of a recipe (<see cref="Recipes"/>), <c>all-linear</c> or
/// <c>as-published</c>; or in PEFT's form, a list of final name components (<c>[q_proj, v_proj]</c>) or a regular expression that matches
/// whole module names.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed record LoRATargets
{
    /// <summary>Selects every linear map except the output head.</summary>
    public const string AllLinear = "all-linear";

    /// <summary>Selects every linear map with <c>.mlp.</c> in its name, outside projector, tower and resampler (study C.3).</summary>
    public const string AsPublished = "as-published";

    /// <summary>Characters that no selection name contains and that nearly every regular expression does.</summary>
    private static readonly char[] patternMarks = ['.', '*', '\\', '[', '(', '|', '^', '$', '{'];

    private LoRATargets(string? text, IReadOnlyList<string>? names) => (Text, Names) = (text, names);

    /// <summary>The study's choice: gate, up and down of every layer.</summary>
    public static LoRATargets Default { get; } = new("mlp", null);

    /// <summary>A name or a regular expression; null for a list.</summary>
    public string? Text { get; }

    /// <summary>Final name components; null for a name or a regular expression.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>True if PEFT's own form is used, which an adapter's configuration repeats unchanged.</summary>
    internal bool IsPeft => Names is not null || IsPattern;

    private bool IsPattern => Text is not null and not AllLinear and not AsPublished && Text.IndexOfAny(patternMarks) >= 0;

    /// <summary>Creates targets from a name or a regular expression.</summary>
    public static LoRATargets Of(string text) => new(text, null);

    /// <summary>Creates targets from final name components.</summary>
    public static LoRATargets Of(IReadOnlyList<string> names) => new(null, names);

    /// <summary>Rejects selections that are invalid for every model.</summary>
    /// <exception cref="InputException">
    /// An unknown name (near matches are suggested), an empty list, or an invalid regular expression.
    /// </exception>
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

    /// <summary>Returns the named recipe; null for the two names that are not recipes.</summary>
    /// <exception cref="InputException">There is no recipe with this name.</exception>
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
