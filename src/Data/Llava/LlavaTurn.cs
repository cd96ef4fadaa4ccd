namespace LmmCl.Data.Llava;

/// <summary>
/// A turn of a conversation as stored in the file. If both forms are present, <c>role</c> and <c>content</c> take precedence.
/// </summary>
/// <param name="From">human or gpt.</param>
/// <param name="Value">Text of a turn with <c>from</c>.</param>
/// <param name="Role">user or assistant.</param>
/// <param name="Content">Text of a turn with <c>role</c>.</param>
public sealed record LlavaTurn(string? From, string? Value, string? Role = null, string? Content = null)
{
    /// <summary>Name of a turn with instructions for the model.</summary>
    public const string System = "system";

    /// <summary>Name of a user's turn.</summary>
    public const string User = "user";

    /// <summary>Name of an answer.</summary>
    public const string Assistant = "assistant";

    /// <summary>False for an answer that is not learned: the file gives it weight 0.</summary>
    public bool IsLearned { get; init; } = true;

    /// <summary>Speaker of the turn: human maps to user, gpt to assistant; other names are kept.</summary>
    public string Speaker => HasContent ? Named(Role!) : Named(From ?? Role ?? "");

    /// <summary>Text of the turn.</summary>
    public string Text => HasContent ? Content! : Value ?? Content ?? "";

    private bool HasContent => Role is not null && Content is not null;

    /// <summary>Returns the turn with both of its texts rewritten.</summary>
    public LlavaTurn WithText(Func<string, string> rewrite) =>
        this with { Value = Value is null ? null : rewrite(Value), Content = Content is null ? null : rewrite(Content) };

    private static string Named(string name) => name switch
    {
        "human" => User,
        "gpt" => Assistant,
        _ => name,
    };
}
