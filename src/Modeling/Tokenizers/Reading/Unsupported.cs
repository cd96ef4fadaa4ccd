using LmmCl.Abstractions;

namespace LmmCl.Modeling.Tokenizers.Reading;

/// <summary>Errors for components of Hugging Face's format that are not supported here.</summary>
internal static class Unsupported
{
    /// <summary>Creates an error that names the component and the supported ones.</summary>
    public static InputException Component(JsonPlace place, string name, params string[] known) =>
        place.Wrong($"'{name}' is not supported.", $"Supported: {string.Join(", ", known)}.");
}
