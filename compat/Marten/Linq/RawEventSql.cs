using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using JasperFx.Events;
using Marten.Exceptions;

namespace Marten.Linq;

/// <summary>Where, OrderBy and Take over events as SQL. Values are parameters, so that one shape of query is one statement.</summary>
internal sealed class RawEventSql
{
    private readonly StringBuilder conditions = new();
    private readonly List<object> values = [];
    private string order = "";
    private string limit = "";

    internal string Text => conditions + order + limit;

    internal IReadOnlyList<object> Values => values;

    internal static RawEventSql From(Expression query)
    {
        var sql = new RawEventSql();
        sql.Call(query);
        return sql;
    }

    private void Call(Expression expression)
    {
        if (expression is not MethodCallExpression call)
            return;
        Call(call.Arguments[0]);
        switch (call.Method.Name)
        {
            case nameof(Queryable.Where):
                conditions.Append(" AND ");
                Condition(Body(call.Arguments[1]));
                break;
            case nameof(Queryable.OrderBy):
                order = $" ORDER BY {Column(Body(call.Arguments[1]))}";
                break;
            case nameof(Queryable.Take):
                limit = $" LIMIT {Value(Evaluate(call.Arguments[1])!)}";
                break;
            default:
                throw new BadLinqExpressionException($"'{call.Method.Name}' over events is not supported.");
        }
    }

    private void Condition(Expression expression)
    {
        if (expression is not BinaryExpression binary)
            throw new BadLinqExpressionException($"'{expression}' is not a comparison.");
        if (binary.NodeType == ExpressionType.AndAlso)
        {
            Condition(binary.Left);
            conditions.Append(" AND ");
            Condition(binary.Right);
            return;
        }

        var comparison = binary.NodeType switch
        {
            ExpressionType.Equal => "=",
            ExpressionType.GreaterThan => ">",
            ExpressionType.GreaterThanOrEqual => ">=",
            ExpressionType.LessThan => "<",
            ExpressionType.LessThanOrEqual => "<=",
            _ => throw new BadLinqExpressionException($"'{binary.NodeType}' over events is not supported."),
        };
        conditions.Append(Column(binary.Left)).Append(' ').Append(comparison).Append(' ').Append(Value(Evaluate(binary.Right)!));
    }

    private string Value(object value)
    {
        values.Add(value);
        return $"${values.Count}";
    }

    private static Expression Body(Expression quoted) => ((LambdaExpression)((UnaryExpression)quoted).Operand).Body;

    private static string Column(Expression expression) => expression is MemberExpression { Member.Name: var name }
        ? name switch
        {
            nameof(IEvent.Sequence) => "seq_id",
            nameof(IEvent.Version) => "version",
            nameof(IEvent.StreamKey) => "stream_id",
            _ => throw new BadLinqExpressionException($"'{name}' of events is not supported."),
        }
        : throw new BadLinqExpressionException($"'{expression}' is not a column.");

    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: { } owner } => field.GetValue(Evaluate(owner)),
        MemberExpression { Member: PropertyInfo property, Expression: { } owner } => property.GetValue(Evaluate(owner)),
        _ => Expression.Lambda(expression).Compile().DynamicInvoke(),
    };
}
