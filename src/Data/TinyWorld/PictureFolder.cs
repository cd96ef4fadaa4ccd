using System.Security.Cryptography;
using LmmCl.Data.Images;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.TinyWorld;

/// <summary>Writes images to a folder, redrawing any that duplicate an earlier one.</summary>
internal sealed class PictureFolder(string folder)
{
    private readonly HashSet<string> seen = [];

    /// <summary>
    /// Draws a question whose image is new to this world, writes the image, and returns the question with the path relative to the folder.
    /// </summary>
    public (TinyItem Item, string Path) Add(ITinyTask task, string part, SeededRandom random, int index)
    {
        TinyItem item;
        do
        {
            item = task.Draw(random, index);
        }
        while (!seen.Add(Convert.ToHexString(SHA256.HashData(item.Picture.Pixels))));

        return (item, Write(item.Picture, $"{task.Id}/images/{part}-{index:00000}", task.Id == Photographs));
    }

    // Street scenes represent photographs, which are stored as JPEG.
    private const string Photographs = "realworldqa";

    private string Write(RgbImage picture, string name, bool photograph)
    {
        var path = name + (photograph ? ".jpg" : ".png");
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (photograph)
        {
            JpegEncoder.Write(file, picture, quality: 95, ChromaSubsampling.None);
        }
        else
        {
            PngEncoder.Write(file, picture);
        }

        return path;
    }
}
