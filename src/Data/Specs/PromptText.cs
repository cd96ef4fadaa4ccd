namespace LmmCl.Data.Specs;

/// <summary>Text around a question of a user's own benchmark.</summary>
/// <param name="Before">In front of it.</param>
/// <param name="After">Behind it, such as <c>"\nAnswer with a single word."</c>.</param>
public sealed record PromptText(string Before, string After)
{
    /// <summary>Nothing around the question.</summary>
    public static PromptText None { get; } = new("", "");

    /// <summary>Before, question, after.</summary>
    public string Around(string question) => Before + question + After;
}
