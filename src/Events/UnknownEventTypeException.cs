namespace LmmCl.Events;

/// <summary>A stored event is of a kind, or of a schema version, that this build does not know.</summary>
public sealed class UnknownEventTypeException(string message, Exception? inner = null) : Exception(message, inner);
