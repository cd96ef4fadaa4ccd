using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LmmCl.EventStore;

namespace LmmCl.Host.Api.Live;

/// <summary>An event on its way to readers; its message is written once for all of them.</summary>
internal sealed class LiveEvent(StoredEvent stored)
{
    private readonly Lazy<ReadOnlyMemory<byte>> message = new(() => Render(stored));

    /// <summary>Position in the whole log.</summary>
    public long Sequence => stored.Sequence;

    /// <summary>Name of the stream.</summary>
    public string Stream => stored.Stream;

    /// <summary>The message in the format of Server-Sent Events.</summary>
    public ReadOnlyMemory<byte> Message => message.Value;

    private static ReadOnlyMemory<byte> Render(StoredEvent stored)
    {
        var buffer = new ArrayBufferWriter<byte>(stored.Data.Length + 512);
        var fields = string.Create(CultureInfo.InvariantCulture, $"id: {stored.Sequence}\nevent: {stored.Type}\ndata: ");
        buffer.Write(Encoding.UTF8.GetBytes(fields));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            EventJson.Write(writer, stored);
        }

        buffer.Write("\n\n"u8);
        return buffer.WrittenMemory;
    }
}
