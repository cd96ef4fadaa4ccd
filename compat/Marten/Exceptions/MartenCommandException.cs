using Npgsql;

namespace Marten.Exceptions;

/// <summary>The database refused a command; its own words are the inner exception.</summary>
public class MartenCommandException(NpgsqlCommand? command, Exception innerException)
    : MartenException($"Marten Command Failure: {command?.CommandText} {innerException.Message}", innerException)
{
    /// <summary>The command, where it was a single one.</summary>
    public NpgsqlCommand? Command { get; } = command;
}
