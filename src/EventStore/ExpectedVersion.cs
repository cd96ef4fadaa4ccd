namespace LmmCl.EventStore;

/// <summary>Expected versions that are not a number of events.</summary>
public static class ExpectedVersion
{
    /// <summary>The stream may have any version.</summary>
    public const long Any = -1;

    /// <summary>The stream must not exist yet.</summary>
    public const long NoStream = 0;
}
