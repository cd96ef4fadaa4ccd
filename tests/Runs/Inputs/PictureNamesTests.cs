using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Specs;
using LmmCl.Runs.Inputs;

namespace LmmCl.Runs.Tests.Inputs;

/// <summary>The pictures of a large set are remembered by the content of its data file.</summary>
public sealed class PictureNamesTests : IDisposable
{
    private const int Questions = 1_100;

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-names-").FullName;
    private readonly BenchmarkSpec benchmark;

    public PictureNamesTests()
    {
        Write(Questions);
        for (var i = 0; i < Questions; i++)
        {
            File.WriteAllText(PathOf($"{i}.png"), "");
        }

        benchmark = new BenchmarkSpec("b", PathOf("test.json"), folder, "exact", null, null, 8, "b");
    }

    private string List => Assert.Single(Directory.GetFiles(PathOf(".picture-names")));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_remembered_list_is_used_instead_of_the_records()
    {
        Assert.Equal(Questions, Names().Count);
        File.WriteAllText(List, """["7.png"]""");

        Assert.Equal(PathOf("7.png"), Assert.Single(Names()));
    }

    [Fact]
    public void A_list_belongs_to_the_data_file_and_the_number_of_questions()
    {
        Names();
        File.WriteAllText(List, "[]");
        Write(Questions - 1);

        Assert.Equal(Questions - 1, Names().Count);
        Assert.Equal(3, Names(3).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1, 2]")]
    [InlineData("""["elsewhere.png"]""")]
    public void A_list_that_cannot_be_used_is_made_again(string text)
    {
        Names();
        File.WriteAllText(List, text);

        Assert.Equal(Questions, Names().Count);
    }

    [Fact]
    public void A_missing_picture_is_named_although_the_list_is_remembered()
    {
        Names();
        File.Delete(PathOf("8.png"));

        Assert.Contains("[8].image", Assert.Throws<InputException>(() => Names()).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Names(int? limit = null) => new PictureNames(new FileHashCache(folder)).OfQuestions(benchmark, limit);

    private string PathOf(string name) => Path.Combine(folder, name);

    private void Write(int questions) => File.WriteAllText(PathOf("test.json"), JsonSerializer.Serialize(
        Enumerable.Range(0, questions).Select(i => new
        {
            id = $"{i}",
            image = $"{i}.png",
            conversations = new[] { new { from = "human", value = "<image>\nq" }, new { from = "gpt", value = "a" } },
        })));
}
