namespace LmmCl.Data.Published.Sets;

/// <summary>A file at an address of its publisher.</summary>
/// <param name="Address">Address of the file.</param>
/// <param name="Name">Name under which it is kept.</param>
/// <param name="Md5">Its MD5 as published, in hexadecimal; null if none is.</param>
/// <param name="Next">Advice for the time after the download.</param>
internal sealed record PublishedFile(string Address, string Name, string? Md5, string Next);
