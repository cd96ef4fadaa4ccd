namespace LmmCl.Audit.Export;

/// <summary>The list of what an export contains.</summary>
/// <param name="Included">Experiments whose files are in it, each with the number of its files.</param>
/// <param name="LeftOut">Experiments of which it has the events only.</param>
internal sealed record ExportedFiles(IReadOnlyDictionary<string, int> Included, IReadOnlyList<string> LeftOut);
