namespace Marten.Exceptions;

/// <summary>A query cannot be said in SQL.</summary>
public class BadLinqExpressionException(string message) : MartenException(message);
