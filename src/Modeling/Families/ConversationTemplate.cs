namespace LmmCl.Modeling.Families;

/// <summary>Conversation format of a language model: <c>before ROLE after TEXT end</c> for the system text and each turn.</summary>
/// <param name="Id">Name in published code.</param>
/// <param name="System">Default system text.</param>
/// <param name="Opening">Text at the very beginning, once.</param>
/// <param name="BeforeRole">Text that starts a block.</param>
/// <param name="AfterRole">Text between role and content.</param>
/// <param name="EndOfTurn">Token that ends the content; generation stops at it.</param>
/// <param name="AfterTurn">Text after the end token.</param>
/// <param name="TrimsText">True to trim white space around the content.</param>
/// <param name="AlwaysLabelled">Tokens that the study's code labels at every position.</param>
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
    /// <summary>ChatML as used to train LLaVA-OneVision.</summary>
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

    /// <summary>Llama 3's headers as used to train LLaVA-NeXT.</summary>
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

    /// <summary>ChatML as used to train Qwen2.5-VL, which frames every image and puts no newline after it.</summary>
    public static ConversationTemplate Qwen25VL { get; } = Qwen15 with
    {
        Id = "qwen2_5_vl",
        PictureFrame = ("<|vision_start|>", "<|vision_end|>"),
    };

    /// <summary>Text before and after every image; null for an image that stands alone and is followed by a newline.</summary>
    public (string Before, string After)? PictureFrame { get; init; }

    /// <summary>Returns the part of a block before its text.</summary>
    public string Header(string role) => BeforeRole + role + AfterRole;

    /// <summary>Returns a whole block.</summary>
    public string Block(string role, string text) => Header(role) + (TrimsText ? text.Trim() : text) + EndOfTurn + AfterTurn;
}
