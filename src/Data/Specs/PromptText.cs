namespace LmmCl.Data.Specs;

/// <summary>Text around a question of a user-defined benchmark.</summary>
/// <param name="Before">Text before the question.</param>
/// <param name="After">Text after the question, such as <c>"\nAnswer with a single word."</c>.</param>
public sealed record PromptText(string Before, string After)
{
    /// <summary>No text around the question.</summary>
    public static PromptText None { get; } = new("", "");

    /// <summary>Returns before, question and after, concatenated.</summary>
    public string Around(string question) => Before + question + After;
}
