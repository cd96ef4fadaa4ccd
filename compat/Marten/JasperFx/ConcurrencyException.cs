namespace JasperFx;

/// <summary>Somebody else changed what was to be changed.</summary>
public class ConcurrencyException(string? message) : Exception(message)
{
    /// <summary>What was to be changed.</summary>
    public object? Id { get; set; }
}
