using LmmCl.Data.Images;
using LmmCl.Modeling.Images;
using static LmmCl.Tests.ParquetFiles;

namespace LmmCl.Tests;

/// <summary>Small files with the columns of the published data sets, two or three rows each.</summary>
internal static class PublishedSamples
{
    private static readonly Dictionary<string, Action<string>> parquet = new()
    {
        ["ai2d/test"] = path => Write(
            path,
            ("question", Texts("What does A show?", "Which part moves?")),
            ("options", Lists(["a root", "a leaf"], ["wheel", "axle", "rope"])),
            ("answer", Texts("1", "2")),
            ("image", Pictures(Png(1), Png(2)))),
        ["chartqa/test"] = path => Write(
            path,
            ("type", Texts("human_test", "augmented_test")),
            ("question", Texts("How many?", "Which year?")),
            ("answer", Texts("14", "1999")),
            ("image", Pictures(Png(1), Png(2)))),
        ["docvqa_val/test"] = path => Write(
            path,
            ("questionId", Texts("49153", "24580")),
            ("question", Texts("What is the date?", "Who signed?")),
            ("question_types", Lists(["form"], ["layout"])),
            ("image", Pictures(Png(1), Png(1))),
            ("docId", Numbers(14_465, 14_465)),
            ("answers", Lists(["1/8/93", "8 January 1993"], ["ITC Limited"])),
            ("data_split", Texts("val", "val"))),
        ["infovqa_val/test"] = path => Write(
            path,
            ("questionId", Texts("98313", "98314")),
            ("question", Texts("How many percent?", "Which colour?")),
            ("answers", Lists(["40%"], ["red", "dark red"])),
            ("image", Pictures(Png(3), Png(4))),
            ("ocr", Texts("[]", null))),
        ["realworldqa/test"] = path => Write(
            path,
            ("image", Pictures(Png(5), Png(6))),
            ("image_path", Texts("0.webp", "1.webp")),
            ("question", Texts("Where is the car?\n\nA. Left\nB. Right\nPlease answer directly with only the letter.", "How many lanes?")),
            ("answer", Texts("B", "3"))),
        ["seedbench/test"] = path => Write(
            path,
            ("answer", Texts("A", "D")),
            ("choice_a", Texts("One", "Run")),
            ("choice_b", Texts("Two", "Sit")),
            ("choice_c", Texts("Three", "Eat")),
            ("choice_d", Texts("Four", "Read")),
            ("data_id", Texts("1454426_2591111986", "v1")),
            ("data_type", Texts("image", "video")),
            ("question", Texts("How many towels?", "What happens?")),
            ("question_id", Texts("101669", "v1")),
            ("question_type_id", Numbers(5, 10)),
            ("image", PictureLists([Png(7)], [Png(8), Png(9)]))),
        ["scienceqa_img/test"] = path => Write(
            path,
            ("image", Pictures(Png(1), Png(2))),
            ("question", Texts("Which is hotter?", "Do they attract?")),
            ("choices", Lists(["A", "B", "neither"], ["attract", "repel"])),
            ("answer", Numbers(2, 0)),
            ("hint", Texts("Look at the jars.", "")),
            ("subject", Texts("natural science", "natural science"))),
        ["mmstar/test"] = path => Write(
            path,
            ("index", Numbers(0, 1)),
            ("question", Texts("Which option?\nOptions: A: red, B: blue", "Is it so?\nOptions: A: yes, B: no")),
            ("image", Pictures(Png(1), Png(2))),
            ("answer", Texts("A", "B")),
            ("category", Texts("coarse perception", "math")),
            ("l2_category", Texts("image style & quality", "geometry"))),
        ["ocrbench/test"] = path => Write(
            path,
            ("dataset", Texts("IIIT5K", "HME100k")),
            ("question", Texts("what is written in the image?", "Write the expression.")),
            ("question_type", Texts("Regular Text Recognition", "Handwritten Mathematical Expression Recognition")),
            ("answer", Lists(["CENTRE"], ["x ^ { 2 }", "x^2"])),
            ("image", Pictures(Png(1), Png(2)))),
        ["countbench/test"] = path => Write(
            path,
            ("image", Pictures(Png(1), Png(2))),
            ("text", Texts("Two boats.", "Ten eggs.")),
            ("question", Texts("How many boats are there in the image?", "How many eggs are there in the image?")),
            ("number", Numbers(2, 10))),
        ["pathvqa/train"] = Questions("what is present?", "necrosis"),
        ["pathvqa/test"] = Questions("is the liver present?", "yes"),
        ["cub200/test"] = Questions("Which bird?\nA. Wren\nB. Gull", "B"),
        ["pixmocount/test"] = Questions("How many phones are in this image?\n<image>", "There are 8 phones in this image."),
        ["timeclock/train"] = Questions("What time does the clock show in this image?", "10:30"),
        ["timeclock/test"] = Questions("What time does the clock show in this image?\n<image>", "03:05"),
        ["cococlock/test"] = Questions("What time does the clock show in this image?\n<image>", "11:17"),
        ["openimgclock/test"] = Questions("What time does the clock show in this image?\n<image>", "00:59"),
        ["textvqa/train"] = Annotated,
        ["textvqa/test"] = Annotated,
    };

    /// <summary>Sets and splits that have a sample, as <c>set/split</c>.</summary>
    public static IEnumerable<string> All => parquet.Keys;

    /// <summary>Writes the sample of a set and returns its path.</summary>
    public static string WriteOf(string sample, string folder)
    {
        var path = Path.Combine(folder, $"{sample.Replace('/', '-')}.parquet");
        parquet[sample](path);
        return path;
    }

    /// <summary>A small picture of its own colour.</summary>
    public static byte[] Png(int seed) =>
        PngEncoder.Encode(new RgbImage(8, 8, [.. Enumerable.Range(0, 192).Select(i => (byte)((seed * 37) + i))]));

    private static Action<string> Questions(string question, string answer) => path => Write(
        path, ("image", Pictures(Png(1), Png(2))), ("question", Texts(question, question)), ("answer", Texts(answer, answer)));

    private static void Annotated(string path) => Write(
        path,
        ("image_id", Texts("0054c91397f2fe05", "0054c91397f2fe05")),
        ("question_id", Numbers(0, 1)),
        ("question", Texts("what is the brand?", "what year?")),
        ("image", Pictures(Png(1), Png(1))),
        ("answers", Lists(["nokia", "nous", "nous", "nous", "n", "n", "nokia", "nous", "x", "y"], ["1999"])),
        ("ocr_tokens", Lists(["MIA", "NK"], [])));
}
