using LmmCl.Modeling.Tokenizers.AddedTokens;
using LmmCl.Modeling.Tokenizers.Bpe;
using LmmCl.Modeling.Tokenizers.Normalization;
using LmmCl.Modeling.Tokenizers.Splitting;

namespace LmmCl.Modeling.Tokenizers.Learning;

/// <summary>
/// Learns a byte-level vocabulary from texts by byte-pair encoding (Sennrich et al. 2016), repeatedly merging the most frequent pair. Ties
/// are broken by the smallest ids, so the same texts give the same file.
/// </summary>
public static class ByteLevelBpeTrainer
{
    /// <summary>Added tokens of Qwen2's file and the two placeholders of LLaVA-OneVision's, in id order.</summary>
    public static IReadOnlyList<string> ChatTokens { get; } = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<image>", "<video>"];

    /// <summary>Learns a vocabulary from <paramref name="texts"/>.</summary>
    /// <param name="texts">Training texts; their order does not matter.</param>
    /// <param name="vocabularySize">Total number of tokens, including added tokens. Fewer are learned once no pair occurs twice.</param>
    /// <param name="addedTokens">Special tokens, whose ids follow the learned ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is too small for the 256 bytes and the added tokens.</exception>
    public static LearnedVocabulary Train(IEnumerable<string> texts, int vocabularySize, IEnumerable<string> addedTokens)
    {
        var added = addedTokens.ToList();
        var learned = vocabularySize - added.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(learned, 256, nameof(vocabularySize));

        var alphabet = ByteAlphabet.InVocabularyOrder.Select(character => character.ToString()).ToList();
        var ids = alphabet.Select((token, id) => (token, id)).ToDictionary(entry => entry.token[0], entry => entry.id);
        var words = CountWords(texts, added).Select(entry => new Word([.. entry.Key.Select(character => ids[character])], entry.Value));
        var tokens = alphabet;
        var merges = new List<(string Left, string Right)>();
        var pairs = new PairCounts([.. words]);
        while (tokens.Count < learned && pairs.MostFrequent() is { } pair)
        {
            merges.Add((tokens[pair.Left], tokens[pair.Right]));
            var joined = tokens[pair.Left] + tokens[pair.Right];
            var known = tokens.IndexOf(joined);
            if (known < 0)
            {
                known = tokens.Count;
                tokens.Add(joined);
            }

            pairs.Merge(pair, known);
        }

        return new LearnedVocabulary(tokens, merges, added);
    }

    /// <summary>Counts the pieces between added tokens, in an order independent of that of the texts.</summary>
    private static SortedDictionary<string, long> CountWords(IEnumerable<string> texts, List<string> added)
    {
        var (composition, split) = (new CanonicalComposition(), new WordSplit(digits: 1));
        var finder = new AddedTokenFinder(added.Select((content, id) => (content, new AddedToken(id, content))));
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var piece in texts
            .SelectMany(finder.Split)
            .SelectMany(span => split.Split(composition.Normalize(span.Text), opensTheText: true)))
        {
            var word = ByteAlphabet.Write(piece);
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts;
    }
}
