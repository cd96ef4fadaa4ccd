using LmmCl.Abstractions;

namespace LmmCl.Data.Images.Vips;

/// <summary>Errors for image files with invalid content.</summary>
internal static class UnreadableImage
{
    private const string Fix = "Copy or download it again.";

    /// <summary>Creates an error for invalid content.</summary>
    public static InputException Damaged(string place, string format, string problem, Exception? inner = null) =>
        new(place, $"the {format} picture is damaged: {problem}.", Fix, inner);

    /// <summary>Creates an error for a truncated file.</summary>
    public static InputException Truncated(string place, string format, string problem = "some of its pixels are missing") =>
        new(place, $"the {format} picture is truncated: {problem}.", Fix);
}
