using LmmCl.Modeling.Tokenizers.AddedTokens;
using LmmCl.Modeling.Tokenizers.Bpe;
using LmmCl.Modeling.Tokenizers.Normalization;
using LmmCl.Modeling.Tokenizers.Splitting;

namespace LmmCl.Modeling.Tokenizers.Learning;

/// <summary>
/// Learns a byte-level vocabulary from texts as byte-pair encoding does (Sennrich et al. 2016): the most frequent pair is merged, again and
/// again. Of equally frequent pairs the one with the smallest ids wins, so the same texts give the same file.
/// </summary>
public static class ByteLevelBpeTrainer
{
    /// <summary>The added tokens of Qwen2's file and the two placeholders of LLaVA-OneVision's, in the order of their ids.</summary>
    public static IReadOnlyList<string> ChatTokens { get; } = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<image>", "<video>"];

    /// <summary>Learns from <paramref name="texts"/>.</summary>
    /// <param name="texts">Training texts; their order does not matter.</param>
    /// <param name="vocabularySize">Tokens in all, added tokens included. Fewer where no pair occurs twice any more.</param>
    /// <param name="addedTokens">Special tokens, given the ids after the learned ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for the 256 bytes and the added tokens.</exception>
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

    /// <summary>Pieces between added tokens and how often they occur, in an order that does not depend on that of the texts.</summary>
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
