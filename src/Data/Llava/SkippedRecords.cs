namespace LmmCl.Data.Llava;

/// <summary>Records that are left out when their files are read, as if they were not there.</summary>
/// <param name="records">File and index of each.</param>
public sealed class SkippedRecords(IEnumerable<(string File, int Index)> records)
{
    private readonly HashSet<(string File, int Index)> records =
        [.. records.Select(record => (Path.GetFullPath(record.File), record.Index))];

    /// <summary>No records.</summary>
    public static SkippedRecords None { get; } = new([]);

    /// <summary>Returns true if a record is left out.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="index">Its position in the file, from 0.</param>
    public bool Contains(string file, int index) => records.Count > 0 && records.Contains((Path.GetFullPath(file), index));

    /// <summary>Returns the number of records left out of the given files.</summary>
    public int CountIn(IEnumerable<string> files)
    {
        var asked = files.Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        return records.Count(record => asked.Contains(record.File));
    }
}
