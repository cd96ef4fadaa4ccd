namespace LmmCl.Data.Conversations;

/// <summary>
/// How a language model's conversations are written: <c>before ROLE after TEXT end</c> for the system text and each turn.
/// </summary>
/// <param name="Id">Name in the field's code.</param>
/// <param name="System">System text where none is given.</param>
/// <param name="Opening">Once, at the very front.</param>
/// <param name="BeforeRole">Starts a block.</param>
/// <param name="AfterRole">Between role and text.</param>
/// <param name="EndOfTurn">Token that ends a text; generation stops at it.</param>
/// <param name="AfterTurn">Text after the end token.</param>
/// <param name="TrimsText">White space around a text is removed.</param>
/// <param name="AlwaysLabelled">Tokens that the study's code labels wherever they stand.</param>
public sealed record ConversationTemplate(
    string Id,
    string System,
    string Opening,
    string BeforeRole,
    string AfterRole,
    string EndOfTurn,
    string AfterTurn,
    bool TrimsText,
    IReadOnlyList<string> AlwaysLabelled)
{
    /// <summary>ChatML as LLaVA-OneVision trains it.</summary>
    public static ConversationTemplate Qwen15 { get; } = new(
        "qwen_1_5",
        "You are a helpful assistant.",
        Opening: "",
        BeforeRole: "<|im_start|>",
        AfterRole: "\n",
        EndOfTurn: "<|im_end|>",
        AfterTurn: "\n",
        TrimsText: false,
        AlwaysLabelled: ["<|im_start|>", "<|im_end|>", "\n"]);

    /// <summary>Llama 3's headers as LLaVA-NeXT trains them.</summary>
    public static ConversationTemplate Llama3 { get; } = new(
        "llava_llama_3",
        "You are a helpful language and vision assistant. You are able to understand the visual content that the user provides, "
            + "and assist the user with a variety of tasks using natural language.",
        Opening: "<|begin_of_text|>",
        BeforeRole: "<|start_header_id|>",
        AfterRole: "<|end_header_id|>\n\n",
        EndOfTurn: "<|eot_id|>",
        AfterTurn: "",
        TrimsText: true,
        AlwaysLabelled: ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"]);

    /// <summary>Everything before the text of a block.</summary>
    public string Header(string role) => BeforeRole + role + AfterRole;

    /// <summary>A whole block.</summary>
    public string Block(string role, string text) => Header(role) + (TrimsText ? text.Trim() : text) + EndOfTurn + AfterTurn;
}
