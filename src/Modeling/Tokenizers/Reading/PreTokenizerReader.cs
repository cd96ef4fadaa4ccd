using LmmCl.Modeling.Tokenizers.Splitting;

namespace LmmCl.Modeling.Tokenizers.Reading;

/// <summary>Reads the <c>pre_tokenizer</c> section.</summary>
internal static class PreTokenizerReader
{
    /// <summary>Returns the pre-tokenizer; if there is none, one that keeps the text whole.</summary>
    public static IPreTokenizer Read(JsonPlace? place)
    {
        if (place is not { } preTokenizer)
        {
            return new WholePiece();
        }

        var type = preTokenizer.Required("type");
        return type.Text() switch
        {
            "Split" => Split(preTokenizer),
            "ByteLevel" => ByteLevel(preTokenizer),
            "Metaspace" => Metaspace(preTokenizer),
            "Sequence" => new PreTokenizerSequence([.. preTokenizer.Required("pretokenizers").Items().Select(item => Read(item))]),
            var other => throw Unsupported.Component(type, other, "Split", "ByteLevel", "Metaspace", "Sequence"),
        };
    }

    /// <summary>Returns the one-character mark of a Metaspace component.</summary>
    public static char Mark(JsonPlace metaspace)
    {
        var place = metaspace.Required("replacement");
        return place.Text() is [var mark] ? mark : throw place.Wrong("must be one character.");
    }

    /// <summary>Returns the scheme of a Metaspace component; older files use <c>add_prefix_space</c>.</summary>
    public static PrependScheme Scheme(JsonPlace metaspace)
    {
        if (metaspace.Optional("prepend_scheme") is not { } scheme)
        {
            return metaspace.Flag("add_prefix_space", absent: true) ? PrependScheme.Always : PrependScheme.Never;
        }

        return scheme.Text() switch
        {
            "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            var other => throw Unsupported.Component(scheme, other, "always", "first", "never"),
        };
    }

    private static WordSplit Split(JsonPlace split)
    {
        var behaviour = split.Required("behavior");
        if (behaviour.Text() != "Isolated" || split.Flag("invert"))
        {
            throw behaviour.Wrong("only \"Isolated\" that is not inverted is supported.");
        }

        var pattern = split.Required("pattern");
        var regex = pattern.Optional("Regex") ?? throw pattern.Wrong("only a regular expression { \"Regex\": ... } is supported.");
        return regex.Text() switch
        {
            var text when text == WordSplit.Qwen2Pattern => new WordSplit(digits: 1),
            var text when text == WordSplit.Llama3Pattern => new WordSplit(digits: 3),
            var other => throw regex.Wrong($"the regular expression {other} is not known.", "Known are those of Qwen2 and Llama 3."),
        };
    }

    private static ByteLevelPreTokenizer ByteLevel(JsonPlace byteLevel)
    {
        foreach (var (name, absent) in (ReadOnlySpan<(string, bool)>)[("add_prefix_space", true), ("use_regex", true)])
        {
            if (byteLevel.Flag(name, absent))
            {
                throw byteLevel.Wrong($"'{name}': true is not supported.", "Byte-level tokenizers of the known families set it to false.");
            }
        }

        return new();
    }

    private static MetaspacePreTokenizer Metaspace(JsonPlace metaspace) =>
        new(Mark(metaspace), Scheme(metaspace), metaspace.Flag("split", absent: true));
}
