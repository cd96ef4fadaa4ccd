using Marten.Events;

namespace Marten;

/// <summary>Changes that a session gathers.</summary>
public interface IDocumentOperations : IQuerySession
{
    /// <summary>Reading and appending events.</summary>
    new IEventStoreOperations Events { get; }

    /// <summary>Adds a command to what is saved with the session; <c>?</c> stands for a value.</summary>
    void QueueSqlCommand(string sql, params object[] parameterValues);
}
