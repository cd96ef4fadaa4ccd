namespace LmmCl.EventStore.Bench;

/// <summary>Puts ready bytes on disk and no more: the floor that a store is measured against.</summary>
internal interface IPlainAppend : IDisposable
{
    /// <summary>Stores rows in one transaction, as durably as the store does.</summary>
    void Append(IReadOnlyList<byte[]> rows);
}
