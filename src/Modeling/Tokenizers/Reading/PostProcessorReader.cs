namespace LmmCl.Modeling.Tokenizers.Reading;

/// <summary>Reads the <c>post_processor</c> section: the ids added around a single sequence.</summary>
internal static class PostProcessorReader
{
    /// <summary>Returns the ids added before and after; none if there is no post-processor.</summary>
    public static (List<int> Before, List<int> After) Read(JsonPlace? place)
    {
        if (place is not { } processor)
        {
            return ([], []);
        }

        var type = processor.Required("type");
        return type.Text() switch
        {
            "ByteLevel" => ([], []),
            "TemplateProcessing" => Template(processor),
            "Sequence" => processor.Required("processors").Items().Select(item => Read(item)).Aggregate(
                (Before: new List<int>(), After: new List<int>()),
                (around, next) => ([.. next.Before, .. around.Before], [.. around.After, .. next.After])),
            var other => throw Unsupported.Component(type, other, "ByteLevel", "TemplateProcessing", "Sequence"),
        };
    }

    private static (List<int> Before, List<int> After) Template(JsonPlace template)
    {
        var (before, after) = (new List<int>(), new List<int>());
        var single = template.Required("single");
        var sequences = 0;
        foreach (var item in single.Items())
        {
            if (item.Optional("Sequence") is not null)
            {
                sequences++;
                continue;
            }

            var name = item.Required("SpecialToken").Required("id");
            var token = template.Required("special_tokens").Optional(name.Text()) ?? throw name.Wrong(
                $"'{name.Text()}' is not among special_tokens.");
            (sequences == 0 ? before : after).AddRange(token.Required("ids").Items().Select(id => id.Id()));
        }

        return sequences == 1 ? (before, after) : throw single.Wrong("the template must hold the sequence once.");
    }
}
