using LmmCl.Data.Checks;

namespace LmmCl.Data.Tests.Checks;

public sealed class IntactPicturesTests
{
    [Fact]
    public void What_is_known_is_kept_while_other_checks_add_to_it()
    {
        var folder = Directory.CreateTempSubdirectory("lmmcl-intact-").FullName;
        var pictures = Enumerable.Range(0, 4_000).Select(number => Path.Combine(folder, $"{number}.png")).ToList();
        foreach (var picture in pictures)
        {
            File.WriteAllBytes(picture, []);
            File.SetLastWriteTimeUtc(picture, DateTime.UtcNow.AddHours(-1));
        }

        var memory = Path.Combine(folder, IntactPictures.FileName);
        var intact = new IntactPictures(memory);
        var adding = Task.Run(() => pictures.ForEach(intact.Add));
        while (!adding.IsCompleted)
        {
            intact.Save();
        }

        adding.GetAwaiter().GetResult();
        intact.Save();

        Assert.All(pictures, picture => Assert.True(intact.Contains(picture)));
        Assert.Equal(pictures.Count, File.ReadLines(memory).Count());
        Directory.Delete(folder, recursive: true);
    }
}
