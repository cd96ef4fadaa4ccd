using System.Collections;
using System.Linq.Expressions;
using JasperFx.Events;
using Marten.Storage;

namespace Marten.Linq;

/// <summary>A query over all events, gathered call by call and run when its list is asked for.</summary>
internal sealed class RawEventQuery(EventReader reader, Expression? expression)
    : IMartenQueryable<IEvent>, IOrderedQueryable<IEvent>, IQueryProvider
{
    public Type ElementType => typeof(IEvent);

    public Expression Expression => expression ?? Expression.Constant(this);

    public IQueryProvider Provider => this;

    public IQueryable CreateQuery(Expression expression) => new RawEventQuery(reader, expression);

    public IQueryable<TElement> CreateQuery<TElement>(Expression expression) => (IQueryable<TElement>)CreateQuery(expression);

    public object? Execute(Expression expression) => throw new NotSupportedException("Ask for the list with ToListAsync.");

    public TResult Execute<TResult>(Expression expression) => throw new NotSupportedException("Ask for the list with ToListAsync.");

    public IEnumerator<IEvent> GetEnumerator() => throw new NotSupportedException("Ask for the list with ToListAsync.");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Task<IReadOnlyList<IEvent>> ToListAsync(CancellationToken ct)
    {
        var sql = RawEventSql.From(Expression);
        return reader.AllAsync(sql.Text, sql.Values, ct);
    }
}
