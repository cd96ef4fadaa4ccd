namespace LmmCl.Data.Published.Fetching;

/// <summary>A file to download.</summary>
/// <param name="Address">Address of the file.</param>
/// <param name="Path">Path under which it is kept, relative to the folder of downloads.</param>
internal sealed record FetchItem(Uri Address, string Path)
{
    /// <summary>Its size; null if the publisher does not state it.</summary>
    public long? Bytes { get; init; }

    /// <summary>Its SHA-256 in hexadecimal; null if the publisher does not state it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its MD5 in hexadecimal; null if the publisher does not state it.</summary>
    public string? Md5 { get; init; }

    /// <summary>Advice for the time after the download; null for none.</summary>
    public string? Next { get; init; }
}
