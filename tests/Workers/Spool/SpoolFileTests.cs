using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Workers.Tests.Spool;

public sealed class SpoolFileTests : IDisposable
{
    private const int Cases = 500;

    private readonly SpoolFolder spool = new();

    [Fact]
    public void What_was_written_is_read_with_its_times()
    {
        spool.Write(SpoolFolder.Events);

        Same.AreEqual(SpoolFolder.Events, spool.Read());
        Assert.Equal(SpoolFolder.Events.Count, File.ReadAllLines(spool.Run.Spool).Length);
    }

    [Fact]
    public void A_reader_goes_on_where_it_stopped_while_the_writer_writes()
    {
        var reader = new SpoolReader(spool.Run.Spool);
        Assert.Empty(reader.ReadNew());
        using var writer = new SpoolWriter(spool.Run.Spool);

        foreach (var happened in SpoolFolder.Events)
        {
            writer.Append([happened]);
            Same.AreEqual([happened], reader.ReadNew());
        }

        Assert.Empty(reader.ReadNew());
    }

    [Fact]
    public void A_line_torn_at_any_byte_is_no_event_and_the_next_writer_goes_on_before_it()
    {
        var (first, second) = (SpoolFolder.Events[0], SpoolFolder.Events[1]);
        spool.Write(first, second);
        var whole = spool.Bytes;
        for (var length = SpoolLine.Of(first).Length; length < whole.Length; length++)
        {
            spool.Bytes = whole[..length];
            Same.AreEqual([first], spool.Read());

            spool.Write(SpoolFolder.Events[2]);
            Same.AreEqual([first, SpoolFolder.Events[2]], spool.Read());
        }
    }

    [Fact]
    public void A_byte_altered_anywhere_before_the_last_line_is_one_error_that_names_file_and_line()
    {
        spool.Write(SpoolFolder.Events);
        var whole = spool.Bytes;
        var line = 1;
        for (var place = 0; line < SpoolFolder.Events.Count; place++)
        {
            spool.Bytes = [.. whole[..place], (byte)(whole[place] ^ (1 << (place % 8))), .. whole[(place + 1)..]];
            Assert.Equal($"{spool.Run.Spool}, line {line}", Assert.Throws<InputException>(() => spool.Read()).Place);
            line += whole[place] == SpoolLine.End ? 1 : 0;
        }
    }

    [Fact]
    public void A_damaged_line_takes_none_of_the_lines_before_it_with_it()
    {
        spool.Write(SpoolFolder.Events);
        var whole = spool.Bytes;
        var damaged = whole.ToArray();
        damaged[^2] = (byte)'x';
        spool.Bytes = damaged;
        var reader = new SpoolReader(spool.Run.Spool);
        Assert.Throws<InputException>(reader.ReadNew);

        spool.Bytes = whole;

        Same.AreEqual(SpoolFolder.Events, reader.ReadNew());
    }

    [Fact]
    public void Any_bytes_are_events_or_one_clear_error() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => IsAnsweredInOrder([.. bytes, SpoolLine.End]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void Any_text_under_the_right_hash_is_an_event_or_one_clear_error() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => IsAnsweredInOrder(Hashed(text ?? "")))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"at":"2026-01-02T03:04:05Z"}""")]
    [InlineData("""{"at":"2026-01-02T03:04:05Z","event":null}""")]
    [InlineData("""{"at":"never","event":{"type":"stage-completed","schema":1,"data":{"elapsed":"00:00:01","stage":2}}}""")]
    [InlineData("""{"at":"2026-01-02T03:04:05Z","event":{"type":null,"schema":1,"data":{}}}""")]
    [InlineData("""{"at":"2026-01-02T03:04:05Z","event":{"type":"stage-completed","schema":1,"data":{}}}""")]
    [InlineData("""{"at":"2026-01-02T03:04:05Z","event":{"type":"of-tomorrow","schema":1,"data":{}}}""")]
    public void What_is_whole_but_no_event_is_one_clear_error(string content)
    {
        spool.Bytes = Hashed(content);

        Assert.Equal($"{spool.Run.Spool}, line 1", Assert.Throws<InputException>(() => spool.Read()).Place);
    }

    [Fact]
    public void A_disk_without_room_is_said_as_such()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(spool.Run.Spool)!);
        File.CreateSymbolicLink(spool.Run.Spool, "/dev/full");
        using var writer = new SpoolWriter(spool.Run.Spool);

        var error = Assert.Throws<IOException>(() => writer.Append(SpoolFolder.Events));

        Assert.Equal(FailureKind.DiskFull, FailureKinds.Of(error));
    }

    public void Dispose() => spool.Dispose();

    private static byte[] Hashed(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        return [.. Encoding.ASCII.GetBytes(hash + " "), .. bytes, SpoolLine.End];
    }

    private bool IsAnsweredInOrder(byte[] bytes)
    {
        spool.Bytes = bytes;
        try
        {
            return spool.Read() is not null;
        }
        catch (InputException error)
        {
            return error.Place.StartsWith(spool.Run.Spool + ", line ", StringComparison.Ordinal);
        }
    }
}
