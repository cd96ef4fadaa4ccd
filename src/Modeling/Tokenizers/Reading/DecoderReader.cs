using LmmCl.Modeling.Tokenizers.Decoding;
using LmmCl.Modeling.Tokenizers.Splitting;

namespace LmmCl.Modeling.Tokenizers.Reading;

/// <summary>Reads the <c>decoder</c> section.</summary>
internal static class DecoderReader
{
    /// <summary>Returns a factory that creates a new decoder for each sequence.</summary>
    public static Func<ITokenStream> Read(JsonPlace? place)
    {
        if (place is not { } decoder)
        {
            return () => new SpacedStream();
        }

        var steps = decoder.Required("type").Text() == "Sequence" ? decoder.Required("decoders").Items().ToList() : [decoder];
        var streams = new List<Func<ITokenStream>>();
        var fused = false;
        foreach (var step in steps)
        {
            var type = step.Required("type");
            fused |= type.Text() == "Fuse";
            streams.Add(type.Text() switch
            {
                "ByteLevel" => () => new ByteLevelStream(),
                "ByteFallback" => () => new ByteFallbackStream(),
                "Fuse" => () => new TokenStreamChain([]),
                "Metaspace" => Metaspace(step),
                "Replace" => Replace(step),
                "Strip" when fused => Strip(step),
                "Strip" => throw step.Wrong("only a Strip after a Fuse is supported."),
                var other => throw Unsupported.Component(
                    type, other, "ByteLevel", "ByteFallback", "Fuse", "Metaspace", "Replace", "Strip", "Sequence"),
            });
        }

        return () => new TokenStreamChain([.. streams.Select(create => create())]);
    }

    private static Func<ITokenStream> Replace(JsonPlace replace)
    {
        var (pattern, content) = (NormalizerReader.Literal(replace), replace.Required("content").Text());
        return () => new ReplaceStream(pattern, content);
    }

    private static Func<ITokenStream> Metaspace(JsonPlace metaspace)
    {
        var (mark, prepended) = (PreTokenizerReader.Mark(metaspace), PreTokenizerReader.Scheme(metaspace) != PrependScheme.Never);
        return () => new MetaspaceStream(mark, prepended);
    }

    private static Func<ITokenStream> Strip(JsonPlace strip)
    {
        var place = strip.Required("content");
        var content = place.Text() is [var one] ? one : throw place.Wrong("must be one character.");
        if (strip.Required("stop").Id() != 0)
        {
            throw strip.Wrong("removing characters from the end is not supported.");
        }

        var count = strip.Required("start").Id();
        return () => new StripStream(content, count);
    }
}
