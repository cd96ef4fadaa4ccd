namespace Marten.Exceptions;

/// <summary>Something went wrong between the store and its database.</summary>
public class MartenException : Exception
{
    /// <summary>Says what.</summary>
    public MartenException(string message) : base(message)
    {
    }

    /// <summary>Says what, and why.</summary>
    public MartenException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
