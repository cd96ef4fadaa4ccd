using LmmCl.Abstractions;
using LmmCl.Data.Mixtures;

namespace LmmCl.Data.Tests.Llava;

public class DataFilesTests
{
    [Fact]
    public void A_plain_file_is_the_one_that_is_read() => Assert.Equal(["a/train.json"], DataFiles.Of("a/train.json"));

    [Fact]
    public void Each_choice_of_the_brace_form_is_listed_once_in_order() =>
        Assert.Equal(["part-b.json", "part-a.json"], DataFiles.Of("part-{b, a,b}.json"));

    [Fact]
    public void A_mixture_is_listed_with_the_files_of_its_parts()
    {
        using var folder = new DataFolder();
        foreach (var name in (string[])["c.json", "b.json", "a.json"])
        {
            folder.Write(name, "[]");
        }

        var mixture = folder.Write("mix.yaml", "datasets:\n  - json_path: c.json\n  - json_path: 'part/../{b,a}.json'\n");
        Directory.CreateDirectory(folder.PathOf("part"));

        string[] parts = [folder.PathOf("c.json"), folder.PathOf("part/../b.json"), folder.PathOf("part/../a.json")];
        Assert.Equal([mixture, .. parts], DataFiles.Of(mixture));
        Assert.Equal(parts, DataFiles.OfParts(mixture));
    }

    [Fact]
    public void A_part_that_is_missing_is_named()
    {
        using var folder = new DataFolder();
        var mixture = folder.Write("mix.yaml", "datasets:\n  - json_path: a.json\n");

        var error = Assert.Throws<InputException>(() => DataFiles.Of(mixture));

        Assert.Contains("mix.yaml: datasets[0].json_path: file 'a.json' does not exist", error.Message, StringComparison.Ordinal);
    }
}
