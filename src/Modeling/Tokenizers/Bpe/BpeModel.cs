using System.Collections.Concurrent;
using System.Text;

namespace LmmCl.Modeling.Tokenizers.Bpe;

/// <summary>Byte-pair encoding of one piece: maps characters to ids, then applies merges in the order they were learned.</summary>
/// <param name="vocabulary">Token to id.</param>
/// <param name="merges">Maps a pair of ids to the rank of its merge and the resulting id.</param>
/// <param name="settings">Handling of unknown characters, and shortcuts.</param>
internal sealed class BpeModel(
    Dictionary<string, int> vocabulary,
    Dictionary<(int Left, int Right), Merge> merges,
    BpeSettings settings)
{
    private const int LongestCachedPiece = 256;
    private const int LargestCache = 100_000;

    private readonly Dictionary<int, int> characterIds = CharacterIds(vocabulary);
    private readonly int?[] byteIds = [.. Enumerable.Range(0, 256).Select(value => Find(vocabulary, $"<0x{value:X2}>"))];
    private readonly int? unknownId = settings.UnknownToken is { } token ? Find(vocabulary, token) : null;
    private readonly ConcurrentDictionary<string, int[]> cache = new();

    /// <summary>Returns the ids of <paramref name="piece"/>.</summary>
    public IReadOnlyList<int> Encode(string piece)
    {
        if (piece.Length == 0)
        {
            return [];
        }

        if (settings.IgnoreMerges && vocabulary.TryGetValue(piece, out var whole))
        {
            return [whole];
        }

        if (cache.TryGetValue(piece, out var known))
        {
            return known;
        }

        var ids = MergeQueue.Merged(Characters(piece), merges);
        if (piece.Length <= LongestCachedPiece && cache.Count < LargestCache)
        {
            cache[piece] = ids;
        }

        return ids;
    }

    private static int? Find(Dictionary<string, int> vocabulary, string token) => vocabulary.TryGetValue(token, out var id) ? id : null;

    private static Dictionary<int, int> CharacterIds(Dictionary<string, int> vocabulary)
    {
        var result = new Dictionary<int, int>();
        foreach (var (token, id) in vocabulary)
        {
            if (Rune.DecodeFromUtf16(token, out var rune, out var length) == System.Buffers.OperationStatus.Done && length == token.Length)
            {
                result[rune.Value] = id;
            }
        }

        return result;
    }

    private List<int> Characters(string piece)
    {
        var ids = new List<int>(piece.Length);
        var unknownPending = false;
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in piece.EnumerateRunes())
        {
            if (characterIds.TryGetValue(rune.Value, out var id))
            {
                FlushUnknown(ids, ref unknownPending);
                ids.Add(id);
            }
            else if (!(settings.ByteFallback && AddBytes(ids, utf8[..rune.EncodeToUtf8(utf8)])) && unknownId is not null)
            {
                if (!settings.FuseUnknown)
                {
                    FlushUnknown(ids, ref unknownPending);
                }

                unknownPending = true;
            }
        }

        FlushUnknown(ids, ref unknownPending);
        return ids;
    }

    private void FlushUnknown(List<int> ids, ref bool pending)
    {
        if (pending)
        {
            ids.Add(unknownId!.Value);
            pending = false;
        }
    }

    private bool AddBytes(List<int> ids, ReadOnlySpan<byte> utf8)
    {
        foreach (var value in utf8)
        {
            if (byteIds[value] is null)
            {
                return false;
            }
        }

        foreach (var value in utf8)
        {
            ids.Add(byteIds[value]!.Value);
        }

        return true;
    }
}
