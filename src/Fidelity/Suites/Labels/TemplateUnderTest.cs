using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;

namespace LmmCl.Fidelity.Suites.Labels;

/// <summary>How a family's records are encoded in each mode.</summary>
/// <param name="AsPublished">Record and system text to ids and labels, or an input error.</param>
/// <param name="Default">Likewise; null where a family has no default.</param>
internal sealed record TemplateUnderTest(
    Func<LlavaRecord, string?, EncodedConversation> AsPublished,
    Func<LlavaRecord, string?, EncodedConversation>? Default);
