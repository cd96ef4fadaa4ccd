using LmmCl.Modeling.Tokenizers.Normalization;

namespace LmmCl.Modeling.Tokenizers.Reading;

/// <summary>Reads the <c>normalizer</c> section.</summary>
internal static class NormalizerReader
{
    /// <summary>Returns the normalizer; if there is none, one that changes nothing.</summary>
    public static ITextNormalizer Read(JsonPlace? place)
    {
        if (place is not { } normalizer)
        {
            return new NormalizerSequence([]);
        }

        var type = normalizer.Required("type");
        return type.Text() switch
        {
            "NFC" => new CanonicalComposition(),
            "Prepend" => new PrependNormalizer(normalizer.Required("prepend").Text()),
            "Replace" => new ReplaceNormalizer(Literal(normalizer), normalizer.Required("content").Text()),
            "Sequence" => new NormalizerSequence([.. normalizer.Required("normalizers").Items().Select(item => Read(item))]),
            var other => throw Unsupported.Component(type, other, "NFC", "Prepend", "Replace", "Sequence"),
        };
    }

    /// <summary>Returns the literal pattern of a Replace component; a regular expression is rejected.</summary>
    public static string Literal(JsonPlace replace)
    {
        var pattern = replace.Required("pattern");
        var text = pattern.Optional("String") ?? throw pattern.Wrong("only a literal text { \"String\": ... } can be replaced.");
        return text.Text().Length > 0 ? text.Text() : throw text.Wrong("the text to replace is empty.");
    }
}
