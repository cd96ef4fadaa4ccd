namespace JasperFx.Events;

/// <summary>Adding events to streams.</summary>
public interface IEventOperations
{
    /// <summary>Adds events to a stream, which begins with them if it is not there.</summary>
    StreamAction Append(string stream, IEnumerable<object> events);

    /// <inheritdoc cref="Append(string, IEnumerable{object})"/>
    StreamAction Append(string stream, params object[] events);

    /// <summary>Adds events to a stream that has a certain version once they are there.</summary>
    StreamAction Append(string stream, long expectedVersion, IEnumerable<object> events);

    /// <inheritdoc cref="Append(string, long, IEnumerable{object})"/>
    StreamAction Append(string stream, long expectedVersion, params object[] events);

    /// <summary>Begins a stream that must not be there yet.</summary>
    StreamAction StartStream(string streamKey, params object[] events);
}
