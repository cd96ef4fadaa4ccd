using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LmmCl.Data.Images;
using LmmCl.Data.TinyWorld;

namespace LmmCl.Data.Tests.TinyWorld;

public sealed class TinyWorldFilesTests(WrittenWorld world) : IClassFixture<WrittenWorld>
{
    [Fact]
    public void The_same_seed_writes_the_same_bytes()
    {
        var again = Directory.CreateTempSubdirectory("tinyworld-");
        try
        {
            TinyWorldFiles.Write(again.FullName, seed: 7, WrittenWorld.Sizes);
            var files = world.Files("*").ToList();
            Assert.True(files.Count > 500);
            Assert.All(files, file => Assert.Equal(
                File.ReadAllBytes(Path.Combine(world.Folder, file)), File.ReadAllBytes(Path.Combine(again.FullName, file))));
        }
        finally
        {
            again.Delete(recursive: true);
        }
    }

    [Fact]
    public void Another_seed_draws_other_pictures()
    {
        var other = Directory.CreateTempSubdirectory("tinyworld-");
        try
        {
            TinyWorldFiles.Write(other.FullName, seed: 8, WrittenWorld.Sizes);
            var mine = Hashes(world.Folder);
            Assert.DoesNotContain(Hashes(other.FullName), mine.Contains);
        }
        finally
        {
            other.Delete(recursive: true);
        }
    }

    [Fact]
    public void No_two_pictures_of_a_world_are_equal_so_a_test_picture_is_never_a_training_picture()
    {
        var pictures = world.Files("*.png").Concat(world.Files("*.jpg")).ToList();
        Assert.Equal(pictures.Count, Hashes(world.Folder).Count);
        Assert.Equal((5 * (60 + 30)) + (8 * (30 + 20)) + 9, pictures.Count);
    }

    [Fact]
    public void Every_record_names_a_picture_of_32_pixels_and_a_question_with_its_answer()
    {
        foreach (var file in world.Files("*.json"))
        {
            foreach (var record in world.Records(file))
            {
                var picture = ImageFile.Decode(Path.Combine(world.Folder, (string)record!["image"]!));
                Assert.Equal((32, 32), (picture.Height, picture.Width));
                Assert.Equal("human", (string)record["conversations"]![0]!["from"]!);
                Assert.StartsWith("<image>\n", (string)record["conversations"]![0]!["value"]!);
                Assert.Equal("gpt", (string)record["conversations"]![1]!["from"]!);
                Assert.NotEmpty((string)record["conversations"]![1]!["value"]!);
            }
        }
    }

    [Fact]
    public void The_general_mix_holds_neither_a_skills_picture_nor_its_question()
    {
        var questions = world.Files("train.json").Where(file => !file.StartsWith("general"))
            .Concat(["cub200/test.json", "pixmocount/test.json", "pathvqa/test.json", "textvqa/test.json", "timeclock/test.json"])
            .SelectMany(world.Records).Select(Question).ToHashSet();
        Assert.NotEmpty(questions);
        Assert.All(world.Records("general/train.json"), record =>
        {
            Assert.DoesNotContain(Question(record), questions);
            Assert.DoesNotMatch("^There (is|are)|[0-9]:[0-9]", Answer(record));
        });
    }

    [Fact]
    public void Every_option_letter_is_right_about_as_often_as_the_others()
    {
        var letters = world.Records("seedbench/test.json")
            .Concat(world.Records("ai2d/test.json"))
            .Select(Answer)
            .GroupBy(letter => letter)
            .ToList();
        Assert.Equal(["A", "B", "C", "D"], letters.Select(group => group.Key).Order());
        Assert.All(letters, group => Assert.InRange(group.Count(), 5, 30));
    }

    private static string Question(JsonNode? record) => (string)record!["conversations"]![0]!["value"]!;

    private static string Answer(JsonNode? record) => (string)record!["conversations"]![1]!["value"]!;

    private static HashSet<string> Hashes(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".png") || file.EndsWith(".jpg"))
            .Select(file => Convert.ToHexString(SHA256.HashData(ImageFile.Decode(file).Pixels)))];
}
