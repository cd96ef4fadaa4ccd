using System.Security.Cryptography;
using System.Text;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Mixtures;

/// <summary>
/// Divides training records into those to train on and a share to validate on. The choice depends only on the seed and a record's content:
/// the order of the file does not matter, duplicate records stay in the same part, and an added record moves at most one other.
/// </summary>
public static class ValidationShare
{
    /// <summary>Divides the records; each part keeps their order.</summary>
    /// <param name="records">All training records.</param>
    /// <param name="share">Share of the records to validate on, rounded to whole records.</param>
    /// <param name="seed">Seed of the choice.</param>
    public static (IReadOnlyList<LlavaRecord> Training, IReadOnlyList<LlavaRecord> Validation) Divide(
        IReadOnlyList<LlavaRecord> records, double share, long seed)
    {
        var sought = (int)Math.Round(records.Count * share, MidpointRounding.AwayFromZero);
        var byContent = records
            .GroupBy(record => Key(record, seed), StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal);
        var chosen = new HashSet<LlavaRecord>(ReferenceEqualityComparer.Instance);
        foreach (var same in byContent.TakeWhile(_ => chosen.Count < sought))
        {
            chosen.UnionWith(same);
        }

        return ([.. records.Where(record => !chosen.Contains(record))], [.. records.Where(chosen.Contains)]);
    }

    /// <summary>Returns a hash of a record's content: picture paths and texts, without id and place.</summary>
    public static string ContentOf(LlavaRecord record) => Key(record, seed: null);

    private static string Key(LlavaRecord record, long? seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add($"{seed}");
        Add(record.System ?? "");
        Add($"{record.Pictures?.Count}");
        foreach (var picture in record.Pictures ?? [])
        {
            Add(picture);
        }

        foreach (var turn in record.Turns)
        {
            Add(turn.Speaker);
            Add(turn.Text);
            Add($"{turn.IsLearned}");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string part) => hash.AppendData(Encoding.UTF8.GetBytes($"{part.Length}:{part}"));
    }
}
