namespace LmmCl.Data.Published.Tables;

/// <summary>A picture as a published file gives it: the bytes of its file, or the path of a file that lies elsewhere.</summary>
/// <param name="Bytes">The file's bytes; null if only its path is given.</param>
/// <param name="Path">Path of the file, relative to the folder of pictures; null if the bytes are given.</param>
internal sealed record PictureSource(ReadOnlyMemory<byte>? Bytes, string? Path);
