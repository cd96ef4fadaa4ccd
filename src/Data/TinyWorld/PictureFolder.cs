using System.Security.Cryptography;
using LmmCl.Data.Images;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.TinyWorld;

/// <summary>Writes pictures below a folder and draws again whatever was drawn before.</summary>
internal sealed class PictureFolder(string folder)
{
    private readonly HashSet<string> seen = [];

    /// <summary>
    /// Draws a question whose picture is new to this world and writes it; returns it with its path relative to the folder.
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

    // Street scenes stand for photographs, which come as JPEG.
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
