using System.Text;
using System.Text.RegularExpressions;
using LmmCl.Reports.Html;

namespace LmmCl.Reports.Tests;

/// <summary>The colours of charts stay apart for eyes that miss one kind of cone, in light and in dark.</summary>
public sealed partial class PageColourTests
{
    private const int Colours = 10;

    // Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
    private static readonly Dictionary<string, double[]> eyes = new()
    {
        ["all cones"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["no red"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["no green"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["no blue"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    [Fact]
    public void Colours_stay_apart_for_every_kind_of_eye()
    {
        var style = Encoding.UTF8.GetString(PageAssets.Read(PageAssets.Style));
        var themes = Colour().Matches(style).Select(match => match.Groups[1].Value).Chunk(Colours).ToList();

        // Light, dark by choice, and dark by the system's setting.
        Assert.Equal(3, themes.Count);
        Assert.Equal(themes[1], themes[2]);
        foreach (var theme in themes.Take(2))
            foreach (var (eye, matrix) in eyes)
                for (var i = 0; i < theme.Length; i++)
                    for (var j = 0; j < i; j++)
                        Assert.True(
                            Distance(Lab(theme[i], matrix), Lab(theme[j], matrix)) > 10,
                            $"{theme[i]} and {theme[j]} look alike to an eye with {eye}");
    }

    [GeneratedRegex("--s\\d: ?#([0-9a-f]{6})")]
    private static partial Regex Colour();

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    /// <summary>CIE 1976 L*a*b* of a colour as an eye sees it, for D65.</summary>
    private static double[] Lab(string colour, double[] eye)
    {
        var linear = Convert.FromHexString(colour).Select(value => Linear(value / 255.0)).ToArray();
        var (r, g, b) = (Row(eye, 0, linear), Row(eye, 1, linear), Row(eye, 2, linear));
        var x = Root(((0.4124 * r) + (0.3576 * g) + (0.1805 * b)) / 0.95047);
        var y = Root((0.2126 * r) + (0.7152 * g) + (0.0722 * b));
        var z = Root(((0.0193 * r) + (0.1192 * g) + (0.9505 * b)) / 1.08883);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];
    }

    private static double Row(double[] matrix, int row, double[] v) => Enumerable.Range(0, 3).Sum(i => matrix[(3 * row) + i] * v[i]);

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double Root(double value) => value > 0.008856 ? Math.Cbrt(value) : (7.787 * Math.Max(0, value)) + (16.0 / 116);
}
