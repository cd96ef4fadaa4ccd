using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Data.Checks;
using LmmCl.Data.Published.Conversion;
using LmmCl.Tests;

namespace LmmCl.Data.Tests.Published;

/// <summary>Files that are no Parquet: the folder of CUB, annotations in JSON, times in CSV, addresses of pictures.</summary>
public sealed class OtherFormsTests : IDisposable
{
    private const int Species = 30;

    private readonly ConvertedSet set = new();

    [Fact]
    public void A_folder_of_cub_asks_for_one_of_26_species_by_the_official_split()
    {
        var train = ConvertedSet.Records(set.Convert("cub200/train", Cub()));
        var test = ConvertedSet.Records(set.Convert("cub200/test", Cub()));

        Assert.Equal((8, 4), (train.Count, test.Count));
        Assert.Equal(["cub200_00001", "cub200_00002", "cub200_00004"], train.Take(3).Select(record => record.Id));
        Assert.All(train.Concat(test), record =>
        {
            var options = record.Question.Split('\n')[2..].ToDictionary(line => line[..1], line => line[3..]);
            var id = int.Parse(record.Id[^5..], CultureInfo.InvariantCulture);
            Assert.Equal(26, options.Values.Distinct().Count());
            Assert.Equal($"Bird {id}", options[record.Answer]);
        });
        Assert.True(train.Select(record => record.Answer).Distinct().Count() > 3);
        Assert.Empty(DataCheck.Run(Path.Combine(set.Output, "train.jsonl")).Errors);
        Assert.EndsWith("\n", test[0].Document!.Value.GetProperty("question").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_draws_the_same_options_wherever_a_picture_stands()
    {
        var (one, other) = (set.Request("cub200/train", Cub()), set.Request("cub200/train", Cub()) with { Output = set.PathOf("other") });
        var first = ConvertedSet.Records(Converter.Run(one, default));
        File.WriteAllText(set.PathOf("cub/images.txt"), string.Join('\n', File.ReadLines(set.PathOf("cub/images.txt")).Reverse()));
        var reversed = ConvertedSet.Records(Converter.Run(other, default));
        var seeded = ConvertedSet.Records(Converter.Run(one with { Output = set.PathOf("seeded"), Seed = 1 }, default));

        Assert.Equal(first.Select(record => record.Question), reversed.Reverse().Select(record => record.Question));
        Assert.NotEqual(first.Select(record => record.Question), seeded.Select(record => record.Question));
    }

    [Fact]
    public void A_bird_without_a_label_is_an_error_that_names_file_and_picture()
    {
        var folder = Cub();
        File.WriteAllText(set.PathOf("cub/image_class_labels.txt"), "1 1\n2 2\n");

        var error = Assert.Throws<InputException>(() => set.Convert("cub200/train", folder));

        Assert.Contains("image_class_labels.txt: there is no line for picture 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Annotations_in_json_name_their_pictures_by_id()
    {
        File.WriteAllBytes(Folder("photos/ab12.jpg"), PublishedSamples.Png(1));
        var json = set.Write("TextVQA_train.json", """
            { "dataset_type": "train", "data": [
                { "question": "what brand?", "image_id": "ab12", "question_id": 7, "answers": ["nous", "nokia", "nous"] } ] }
            """);

        var record = Assert.Single(ConvertedSet.Records(
            Converter.Run(set.Request("textvqa/train", json) with { Pictures = set.PathOf("photos") }, default)));

        Assert.Equal(("textvqa_7", "nous", "../photos/ab12.jpg"), (record.Id, record.Answer, record.Pictures![0]));
    }

    [Fact]
    public void Pictures_in_json_are_base64()
    {
        var code = Convert.ToBase64String(PublishedSamples.Png(4));
        var lines = set.Write("test.jsonl", $$"""
            { "question": "is it?", "answer": "yes", "image": { "bytes": "{{code}}", "path": null } }
            { "question": "what?", "answer": "no", "image": "{{code}}" }
            """);

        var records = ConvertedSet.Records(set.Convert("pathvqa/test", lines));

        Assert.All(records, record => Assert.Equal(
            PublishedSamples.Png(4), File.ReadAllBytes(Path.Combine(set.Output, record.Pictures![0]))));
    }

    [Fact]
    public void Times_in_csv_become_two_digits_each()
    {
        File.WriteAllBytes(Folder("a,b.jpg"), PublishedSamples.Png(1));
        var csv = set.Write("coco_final.csv", "img_id,file_name,hour,minute\r\n1,\"a,b.jpg\",3,5\r\n");

        Assert.Equal("03:05", Assert.Single(ConvertedSet.Records(set.Convert("cococlock/test", csv))).Answer);
    }

    [Fact]
    public void A_time_that_no_clock_shows_is_an_error_of_its_row()
    {
        var csv = set.Write("coco_final.csv", "img_id,file_name,hour,minute\n1,a.jpg,3,60\n");

        Assert.EndsWith("row 1: minute: 60 is not a minute.", Error("cococlock/test", csv), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_picture_is_refused_or_left_out_and_listed()
    {
        var hash = new string('a', 64);
        File.WriteAllBytes(Folder($"pictures/{hash}.jpg"), PublishedSamples.Png(1));
        var request = set.Request("pixmocount/train", Counted(hash, new string('B', 64))) with { Pictures = set.PathOf("pictures") };

        var error = Assert.Throws<InputException>(() => Converter.Run(request, default));
        var report = Converter.Run(request with { LeavesOutMissing = true }, default);

        Assert.Contains("1 pictures are missing", error.Message, StringComparison.Ordinal);
        var record = Assert.Single(ConvertedSet.Records(report));
        Assert.Equal(("How many cats are in this image?", "There is 1 cats in this image."), (record.Question, record.Answer));
        Assert.Equal(1, report.LeftOut);
        Assert.Equal($"{new string('b', 64)}.jpg\n", File.ReadAllText(Path.Combine(set.Output, "train.missing.txt")));
    }

    [Fact]
    public void A_path_that_leaves_the_folder_of_pictures_is_refused()
    {
        var csv = set.Write("in/coco_final.csv", "file_name,hour,minute\n../secret.jpg,3,5\n");

        Assert.Contains("outside the folder of pictures", Error("cococlock/test", csv), StringComparison.Ordinal);
    }

    public void Dispose() => set.Dispose();

    private string Error(string sample, string source) => Assert.Throws<InputException>(() => set.Convert(sample, source)).Message;

    private string Folder(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(set.PathOf(file))!);
        return set.PathOf(file);
    }

    private string Counted(params string[] hashes) => ParquetFiles.Write(
        set.PathOf("train-00000-of-00001.parquet"),
        ("image_url", ParquetFiles.Texts([.. hashes.Select(_ => "https://example.org/a.jpg")])),
        ("image_sha256", ParquetFiles.Texts(hashes)),
        ("count", ParquetFiles.Numbers([.. hashes.Select((_, i) => i + 1L)])),
        ("label", ParquetFiles.Texts([.. hashes.Select(_ => "cats")])));

    /// <summary>Twelve pictures of as many species; every third is for testing.</summary>
    private string Cub()
    {
        string Lines(int count, Func<int, string> value) =>
            string.Concat(Enumerable.Range(1, count).Select(i => $"{i} {value(i)}\n"));
        foreach (var i in Enumerable.Range(1, 12))
        {
            File.WriteAllBytes(Folder($"cub/images/{i:000}.Bird_{i}/Bird_{i}_0001.jpg"), PublishedSamples.Png(i));
        }

        set.Write("cub/images.txt", Lines(12, i => $"{i:000}.Bird_{i}/Bird_{i}_0001.jpg"));
        set.Write("cub/image_class_labels.txt", Lines(12, i => $"{i}"));
        set.Write("cub/classes.txt", Lines(Species, i => $"{i:000}.Bird_{i}"));
        set.Write("cub/train_test_split.txt", Lines(12, i => i % 3 == 0 ? "0" : "1"));
        return set.PathOf("cub");
    }
}
