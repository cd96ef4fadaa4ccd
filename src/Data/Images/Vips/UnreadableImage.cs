using LmmCl.Abstractions;

namespace LmmCl.Data.Images.Vips;

/// <summary>The errors of picture files whose content is wrong.</summary>
internal static class UnreadableImage
{
    private const string Fix = "Copy or download it again.";

    /// <summary>Something is there that cannot be right.</summary>
    public static InputException Damaged(string place, string format, string problem, Exception? inner = null) =>
        new(place, $"the {format} picture is damaged: {problem}.", Fix, inner);

    /// <summary>The end is missing.</summary>
    public static InputException Truncated(string place, string format, string problem = "some of its pixels are missing") =>
        new(place, $"the {format} picture is truncated: {problem}.", Fix);
}
