namespace Marten;

/// <summary>One unit of work: everything that it gathered is saved in one transaction, or nothing.</summary>
public interface IDocumentSession : IDocumentOperations
{
    /// <summary>Opens the connection and its transaction now instead of at the saving.</summary>
    ValueTask BeginTransactionAsync(CancellationToken token);

    /// <summary>Saves what was gathered and commits.</summary>
    Task SaveChangesAsync(CancellationToken token = default);
}
