using LmmCl.Abstractions;
using LmmCl.Data.Published.Conversion;
using LmmCl.Data.Published.Sets;
using LmmCl.Data.Published.Tables;
using LmmCl.Tests;

namespace LmmCl.Data.Tests.Published;

/// <summary>Random damage ends in rows or in one clear error.</summary>
public sealed class DamagedTablesTests : IDisposable
{
    private readonly ConvertedSet folder = new();

    [Theory]
    [InlineData("seedbench/test", 1)]
    [InlineData("textvqa/test", 2)]
    public void Damaged_parquet_ends_so(string sample, int seed) =>
        Damage(sample, File.ReadAllBytes(PublishedSamples.WriteOf(sample, folder.Root)), ".parquet", seed, FuzzedInputs.Count / 2);

    [Fact]
    public void Damaged_json_ends_so()
    {
        var code = Convert.ToBase64String(PublishedSamples.Png(1));
        var row = $$"""{"image_id": "a", "question_id": 1, "question": "q \u00e9", "answers": ["x", "y"], "image": "{{code}}"}""";
        var json = $$"""{"data": [{{row}}]}""";
        Damage("textvqa/test", System.Text.Encoding.UTF8.GetBytes(json), ".json", 3, FuzzedInputs.Count);
    }

    [Fact]
    public void Damaged_csv_ends_so() => Damage(
        "cococlock/test", "file_name,hour,minute\n\"a \"\"b\"\".jpg\",3,5\nc.jpg,11,59\n"u8.ToArray(), ".csv", 4, FuzzedInputs.Count);

    public void Dispose() => folder.Dispose();

    private void Damage(string sample, byte[] original, string extension, int seed, int rounds)
    {
        var request = folder.Request(sample);
        var path = folder.PathOf("damaged" + extension);
        var random = new Random(seed);
        var read = 0;
        for (var round = 0; round < rounds; round++)
        {
            File.WriteAllBytes(path, Damaged(original, random));
            try
            {
                using var table = TableFile.Open(path);
                var layout = LayoutChoice.Of(request.Set, table);
                read += table.Read(layout.Columns).Count(row => layout.Of(row, new SplitUse(true, 1)) is not null);
            }
            catch (InputException error)
            {
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(read > 0, "no input was read, so nothing is known about the readers");
    }

    private static byte[] Damaged(byte[] original, Random random)
    {
        var file = (byte[])original.Clone();
        switch (random.Next(4))
        {
            case 0:
                return file[..random.Next(file.Length)];
            case 1:
                for (var flips = random.Next(1, 8); flips > 0; flips--)
                {
                    file[random.Next(file.Length)] = (byte)random.Next(256);
                }

                return file;
            case 2:
                var (from, to, length) = (random.Next(file.Length), random.Next(file.Length), random.Next(1, 32));
                file.AsSpan(from, Math.Min(length, file.Length - Math.Max(from, to))).CopyTo(file.AsSpan(to));
                return file;
            default:
                file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                return file;
        }
    }
}
