using LmmCl.Abstractions;
using LmmCl.Data.Published.Sets;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Fetching;

/// <summary>The pictures that a published file gives as addresses with hashes.</summary>
internal static class PictureAddresses
{
    /// <summary>Folder of the pictures below the downloads.</summary>
    public const string Folder = "pictures";

    /// <summary>Returns the pictures of published files, each once.</summary>
    /// <exception cref="InputException">A file has no addresses, or a row is malformed.</exception>
    public static IReadOnlyList<FetchItem> Of(IEnumerable<string> files)
    {
        var items = new Dictionary<string, FetchItem>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            using var table = TableFile.Open(file);
            Column[] columns = [Column.Text(PixmoCount.Address), Column.Text(PixmoCount.Hash)];
            if (columns.FirstOrDefault(column => !table.Columns.Contains(column.Name)) is { } absent)
            {
                throw new InputException(file, $"the column '{absent.Name}' is missing.", NearMatches.Suggest(absent.Name, table.Columns));
            }

            foreach (var row in table.Read(columns))
            {
                var (name, text) = (PixmoCount.FileOf(row), row.Text(PixmoCount.Address));
                if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                {
                    throw row.Wrong(PixmoCount.Address, "this is not an address of the web.");
                }

                items.TryAdd(name, new FetchItem(address, $"{Folder}/{name}") { Sha256 = Path.GetFileNameWithoutExtension(name) });
            }
        }

        return [.. items.Values];
    }
}
