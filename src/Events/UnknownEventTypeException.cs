namespace LmmCl.Events;

/// <summary>Thrown when a stored event is of a kind or schema version unknown to this build.</summary>
public sealed class UnknownEventTypeException(string message, Exception? inner = null) : Exception(message, inner);
