namespace Marten.Linq;

/// <summary>A query that runs in the database.</summary>
public interface IMartenQueryable<out T> : IQueryable<T>;
