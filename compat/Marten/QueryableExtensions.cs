using Marten.Linq;

namespace Marten;

/// <summary>Running queries.</summary>
public static class QueryableExtensions
{
    /// <summary>Runs the query and returns what it finds.</summary>
    public static async Task<IReadOnlyList<T>> ToListAsync<T>(this IQueryable<T> queryable, CancellationToken token = default)
        where T : notnull =>
        (IReadOnlyList<T>)await ((RawEventQuery)(object)queryable).ToListAsync(token).ConfigureAwait(false);
}
