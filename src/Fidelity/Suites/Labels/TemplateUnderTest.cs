using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;

namespace LmmCl.Fidelity.Suites.Labels;

/// <summary>The encoders of a family's records, by mode.</summary>
/// <param name="AsPublished">Encodes a record and a system text to ids and labels, or throws an input error.</param>
/// <param name="Default">The same by default; null if a family has no default.</param>
internal sealed record TemplateUnderTest(
    Func<LlavaRecord, string?, EncodedConversation> AsPublished,
    Func<LlavaRecord, string?, EncodedConversation>? Default);
