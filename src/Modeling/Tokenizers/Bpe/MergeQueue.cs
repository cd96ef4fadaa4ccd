namespace LmmCl.Modeling.Tokenizers.Bpe;

/// <summary>
/// Merges a sequence with a priority queue of pairs in O(n log n): always the earliest learned remaining pair, leftmost first. A queued
/// pair is stale if one of its halves has been merged since; it is discarded when its position now yields another token.
/// </summary>
internal ref struct MergeQueue
{
    private const int Gone = -1;

    private readonly Dictionary<(int Left, int Right), Merge> merges;
    private readonly int[] ids;
    private readonly int[] previous;
    private readonly int[] next;
    private readonly PriorityQueue<(int Position, int Result), long> queue;

    private MergeQueue(List<int> symbols, Dictionary<(int Left, int Right), Merge> merges)
    {
        this.merges = merges;
        ids = [.. symbols];
        previous = [.. Enumerable.Range(-1, ids.Length)];
        next = [.. Enumerable.Range(1, ids.Length)];
        next[^1] = Gone;
        queue = new(ids.Length);
    }

    /// <summary>Returns <paramref name="symbols"/> after all possible merges.</summary>
    public static int[] Merged(List<int> symbols, Dictionary<(int Left, int Right), Merge> merges) =>
        symbols.Count < 2 ? [.. symbols] : new MergeQueue(symbols, merges).Run();

    private readonly int[] Run()
    {
        for (var position = 0; position + 1 < ids.Length; position++)
        {
            Enqueue(position);
        }

        while (queue.TryDequeue(out var top, out _))
        {
            var right = ids[top.Position] == Gone ? Gone : next[top.Position];
            if (right == Gone || !merges.TryGetValue((ids[top.Position], ids[right]), out var merge) || merge.Result != top.Result)
            {
                continue;
            }

            ids[top.Position] = top.Result;
            ids[right] = Gone;
            next[top.Position] = next[right];
            if (next[right] != Gone)
            {
                previous[next[right]] = top.Position;
            }

            Enqueue(previous[top.Position]);
            Enqueue(top.Position);
        }

        return [.. ids.Where(id => id != Gone)];
    }

    /// <summary>Queues the pair that starts at <paramref name="position"/>, if it can be merged.</summary>
    private readonly void Enqueue(int position)
    {
        if (position != Gone && next[position] != Gone && merges.TryGetValue((ids[position], ids[next[position]]), out var merge))
        {
            queue.Enqueue((position, merge.Result), ((long)merge.Rank << 32) | (uint)position);
        }
    }
}
