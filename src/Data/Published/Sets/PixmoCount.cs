using System.Globalization;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>
/// pixmocount: counting objects, answered by a sentence. The publisher gives addresses of pictures with their hashes;
/// a picture is a file <c>HASH.jpg</c>.
/// </summary>
internal static class PixmoCount
{
    /// <summary>Column of the pictures' addresses.</summary>
    public const string Address = "image_url";

    /// <summary>Column of the pictures' SHA-256.</summary>
    public const string Hash = "image_sha256";

    public static PublishedSet Set { get; } = new(
        "pixmocount",
        "pixmocount",
        [new(PublishedSplit.Train, "train", 36_916), new(PublishedSplit.Test, "test", 540)],
        [
            new(
                "rows of addresses",
                [Column.Text(Address), Column.Text(Hash), Column.Text("label"), Column.Number("count")],
                (row, _) => Counted(row)),
            new(
                "rows with pictures",
                [Column.Text("question"), Column.Text("answer"), Column.Picture()],
                (row, _) => Example.Of(row.Picture(), row.Text("question"), row.Text("answer"))),
        ])
    {
        Repository = "allenai/pixmo-count",
        Summary = "counting objects",
        AnswerForm = "sentence with digits",
        MayLackPictures = true,
    };

    /// <summary>Returns the name of a picture's file.</summary>
    /// <exception cref="LmmCl.Abstractions.InputException">The row's hash is not a SHA-256.</exception>
    public static string FileOf(Row row)
    {
        var hash = row.Text(Hash);
        return hash.Length == 64 && hash.All(char.IsAsciiHexDigit)
            ? $"{hash.ToLowerInvariant()}.jpg"
            : throw row.Wrong(Hash, "this is not a SHA-256 in hexadecimal.");
    }

    private static Example Counted(Row row)
    {
        var (label, count) = (row.Text("label"), row.Number64("count"));
        var number = count.ToString(CultureInfo.InvariantCulture);
        return Example.Of(
            new PictureSource(null, FileOf(row)),
            $"How many {label} are in this image?",
            $"There {(count == 1 ? "is" : "are")} {number} {label} in this image.");
    }
}
