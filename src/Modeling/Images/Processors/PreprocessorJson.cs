using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Resizing;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>Fields of a <c>preprocessor_config.json</c>; absent ones take the class's default in transformers.</summary>
/// <param name="place">The file, for error messages.</param>
/// <param name="root">Root object of the file.</param>
internal sealed class PreprocessorJson(string place, JsonElement root)
{
    /// <summary>Factor that brings 8-bit levels between 0 and 1.</summary>
    public const double InverseOf255 = 1 / 255.0;

    private static readonly double[] clipMean = [0.48145466, 0.4578275, 0.40821073];
    private static readonly double[] clipStd = [0.26862954, 0.26130258, 0.27577711];

    /// <summary>The three values of <c>image_mean</c> and <c>image_std</c> used by CLIP and most other towers.</summary>
    public static (double[] Mean, double[] Std) Clip => (clipMean, clipStd);

    /// <summary>The values used by SigLIP.</summary>
    public static (double[] Mean, double[] Std) Half => ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]);

    /// <summary>Returns a switch such as <c>do_pad</c>.</summary>
    public bool Flag(string name, bool otherwise) => Read(name, otherwise, value => value.GetBoolean());

    /// <summary>Returns a positive integer.</summary>
    public long Whole(string name, long otherwise) => Read(name, otherwise, value => Positive(value.GetInt64()));

    /// <summary>Reads <c>image_mean</c>, <c>image_std</c>, <c>rescale_factor</c> and their switches.</summary>
    public PixelNormalization Normalization((double[] Mean, double[] Std) otherwise) => new(
        Read("image_mean", otherwise.Mean, Triple),
        Read("image_std", otherwise.Std, Triple),
        Flag("do_rescale", true) ? Read("rescale_factor", InverseOf255, value => value.GetDouble()) : null,
        Flag("do_normalize", true));

    /// <summary>
    /// Reads <c>size</c>, <c>resample</c> and <c>do_resize</c>. A plain number is the shorter edge if the class's default is one, otherwise
    /// the side of a square.
    /// </summary>
    public ResizeStep Resize(ResizeTarget otherwise, AxisOrder order) => new(
        Read("size", otherwise, value => Target(value, otherwise.KeepsAspect)),
        Filter(),
        order,
        Flag("do_resize", true));

    /// <summary>Reads <c>resample</c>.</summary>
    public ResampleFilter Filter() => Read("resample", ResampleFilter.Bicubic, value =>
        (ResampleFilter)value.GetInt32() is var filter && Enum.IsDefined(filter)
            ? filter
            : throw new FormatException($"there is no filter {value}"));

    /// <summary>
    /// Reads the smallest and largest number of pixels: <c>min_pixels</c> and <c>max_pixels</c>, else the two ends of <c>size</c>.
    /// </summary>
    public (long Smallest, long Largest) PixelLimits((long Smallest, long Largest) otherwise)
    {
        long End(string name, long fallback) => Read("size", fallback, value =>
            value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var end) ? Positive(end.GetInt64()) : fallback);
        return (
            Whole("min_pixels", End("shortest_edge", otherwise.Smallest)),
            Whole("max_pixels", End("longest_edge", otherwise.Largest)));
    }

    /// <summary>Reads <c>crop_size</c>.</summary>
    public ImageSize CropSize(ImageSize otherwise) => Read("crop_size", otherwise, value => Target(value, false).Size);

    /// <summary>Reads <c>image_grid_pinpoints</c>: pairs of height and width.</summary>
    public IReadOnlyList<ImageSize> Pinpoints(IReadOnlyList<ImageSize> otherwise) => Read("image_grid_pinpoints", otherwise, value =>
    {
        var pinpoints = value.EnumerateArray().Select(pair => new ImageSize(Side(pair[0]), Side(pair[1]))).ToList();
        return pinpoints.Count > 0 ? pinpoints : throw new FormatException("the list is empty");
    });

    private T Read<T>(string name, T otherwise, Func<JsonElement, T> parse)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return otherwise;
        }

        try
        {
            return parse(value);
        }
        catch (Exception error) when (
            error is InvalidOperationException or FormatException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new InputException(
                $"{place}: {name}", $"{Files.Shown.Of(value.GetRawText())} is not understood ({error.Message}).", inner: error);
        }
    }

    private static ResizeTarget Target(JsonElement value, bool numberIsShortestEdge)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return numberIsShortestEdge ? ResizeTarget.ShortestEdge(Side(value)) : ResizeTarget.Exactly(Side(value), Side(value));
        }

        return value.TryGetProperty("shortest_edge", out var edge)
            ? ResizeTarget.ShortestEdge(Side(edge))
            : ResizeTarget.Exactly(Side(value.GetProperty("height")), Side(value.GetProperty("width")));
    }

    private static double[] Triple(JsonElement value)
    {
        var numbers = value.EnumerateArray().Select(number => number.GetDouble()).ToArray();
        return numbers.Length == 3 ? numbers : throw new FormatException("three numbers are needed");
    }

    private static int Side(JsonElement value) => (int)Positive(value.GetInt32());

    private static long Positive(long value) => value > 0 ? value : throw new FormatException("it must be above 0");
}
