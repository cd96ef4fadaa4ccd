namespace Marten.Exceptions;

/// <summary>A stream was to begin that is there already.</summary>
public class ExistingStreamIdCollisionException : MartenException
{
    internal ExistingStreamIdCollisionException(object id) : base($"Stream #{id} already exists in the database") => Id = id;

    /// <summary>The stream.</summary>
    public object Id { get; }
}
