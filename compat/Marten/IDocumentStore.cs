using System.Data;

namespace Marten;

/// <summary>A store in a PostgreSQL database.</summary>
public interface IDocumentStore : IDisposable, IAsyncDisposable
{
    /// <summary>Its tables.</summary>
    IMartenStorage Storage { get; }

    /// <summary>A session that keeps no copies of what it read.</summary>
    IDocumentSession LightweightSession(IsolationLevel isolationLevel = IsolationLevel.ReadCommitted);

    /// <summary>A session that only reads.</summary>
    IQuerySession QuerySession();
}
