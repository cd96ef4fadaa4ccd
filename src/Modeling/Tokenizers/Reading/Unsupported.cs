using LmmCl.Abstractions;

namespace LmmCl.Modeling.Tokenizers.Reading;

/// <summary>The answer to a component that exists in Hugging Face's format and not here.</summary>
internal static class Unsupported
{
    /// <summary>Names the component and those that are supported.</summary>
    public static InputException Component(JsonPlace place, string name, params string[] known) =>
        place.Wrong($"'{name}' is not supported.", $"Supported: {string.Join(", ", known)}.");
}
