using System.Buffers.Binary;
using System.Text;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Tests.Small;
using LmmCl.Tests;

namespace LmmCl.Modeling.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_is_written_is_read_back_bit_for_bit()
    {
        var path = folder.File("a.safetensors");
        SafetensorsTensor[] written =
            [Tensor("b", "F32", 2, 3), Tensor("a", "BF16", 5), Tensor("empty", "F32", 0, 4), Tensor("scalar", "I64")];
        SafetensorsWriter.Write(path, written);
        using var file = SafetensorsFile.Open(path);
        Assert.Equal(["a", "b", "empty", "scalar"], file.Entries.Keys.Order());
        Assert.Equal(Bytes(24), file.ReadBytes("b"));
        Assert.Equal(Bytes(10), file.ReadBytes("a"));
        Assert.Empty(file.ReadBytes("empty"));
        Assert.Equal([2L, 3L], file.Entries["b"].Shape);
        Assert.Equal("pt", file.Metadata["format"]);
    }

    [Fact]
    public void The_header_ends_on_eight_bytes_and_wide_types_come_first()
    {
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [Tensor("b", "F32", 1), Tensor("a", "BF16", 1), Tensor("c", "I64", 1), Tensor("aa", "F32", 1)]);
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(path)) % 8);
        using var file = SafetensorsFile.Open(path);
        Assert.Equal(["c", "aa", "b", "a"], file.Entries.Values.OrderBy(entry => entry.Begin).Select(entry => entry.Name));
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused_with_its_name()
    {
        var path = folder.File("whole.safetensors");
        SafetensorsWriter.Write(path, [Tensor("a", "F32", 2, 3), Tensor("b", "BF16", 4)]);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = folder.Write("cut.safetensors", whole[..length]);
            var error = Assert.Throws<InputException>(() => SafetensorsFile.Open(cut));
            Assert.Contains("cut.safetensors", error.Message);
        }
    }

    [Fact]
    public void Flipped_bytes_are_read_or_refused_and_never_crash()
    {
        var path = folder.File("whole.safetensors");
        SafetensorsWriter.Write(path, [Tensor("a", "F32", 2, 3), Tensor("b", "BF16", 4)]);
        var whole = File.ReadAllBytes(path);
        var random = new Random(1);
        for (var trial = 0; trial < FuzzedInputs.Count; trial++)
        {
            var damaged = (byte[])whole.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            ReadOrRefuse(damaged);
        }
    }

    [Fact]
    public void Random_headers_are_read_or_refused_and_never_crash()
    {
        string[] pieces =
        [
            "{", "}", "[", "]", "\"a\"", ":", ",", "\"dtype\"", "\"F32\"", "\"shape\"", "\"data_offsets\"",
            "0", "4", "-1", "1e3", "9223372036854775807", "null", "\"__metadata__\"", "\"\\ud800\"",
        ];
        var random = new Random(2);
        for (var trial = 0; trial < FuzzedInputs.Count; trial++)
        {
            var header = string.Concat(Enumerable.Range(0, random.Next(2, 24)).Select(_ => pieces[random.Next(pieces.Length)]));
            ReadOrRefuse(File8(header, random.Next(12)));
        }
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904,16],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"__metadata__":{"x":"1","x":"2"}}""", 0)]
    [InlineData("""[]""", 0)]
    public void A_header_that_contradicts_itself_is_refused(string header, int data) =>
        Assert.Throws<InputException>(() => SafetensorsFile.Open(folder.Write("bad.safetensors", File8(header, data))));

    [Fact]
    public void A_full_disk_leaves_nothing_behind_and_says_so()
    {
        var full = new SafetensorsTensor("a", "F32", [4], _ => throw new IOException("No space left on device"));
        var path = folder.File("a.safetensors");
        var error = Assert.Throws<InputException>(() => SafetensorsWriter.Write(path, [Tensor("b", "F32", 2), full]));
        Assert.Contains("No space left on device", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_failed_write_keeps_the_file_that_was_there()
    {
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [Tensor("a", "F32", 2)]);
        var before = File.ReadAllBytes(path);
        var tooShort = new SafetensorsTensor("a", "F32", [9], stream => stream.WriteByte(1));
        Assert.Throws<InvalidOperationException>(() => SafetensorsWriter.Write(path, [tooShort]));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    public void Dispose() => folder.Dispose();

    private static SafetensorsTensor Tensor(string name, string dtype, params long[] shape)
    {
        var size = shape.Aggregate((long)SafetensorsHeader.ElementSize(dtype), (product, side) => product * side);
        return new(name, dtype, shape, stream => stream.Write(Bytes((int)size)));
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(1, count).Select(value => (byte)(value * 37))];

    private static byte[] File8(string header, int data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. new byte[data]];
    }

    private void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            using var file = SafetensorsFile.Open(folder.Write("odd.safetensors", bytes));
            Assert.All(file.Entries.Values, entry => Assert.Equal(entry.End - entry.Begin, file.ReadBytes(entry.Name).Length));
        }
        catch (InputException error)
        {
            Assert.Contains("odd.safetensors", error.Message);
        }
    }
}
