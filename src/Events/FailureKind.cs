namespace LmmCl.Events;

/// <summary>Reason for which a stage ended early.</summary>
public enum FailureKind
{
    /// <summary>Any other reason.</summary>
    Unclassified,

    /// <summary>Main or device memory was exhausted.</summary>
    OutOfMemory,

    /// <summary>The worker was killed from outside.</summary>
    Killed,

    /// <summary>The method's plugin threw an exception or timed out.</summary>
    PluginError,

    /// <summary>The data or the specification is wrong.</summary>
    BadInput,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>The loss became NaN or infinite.</summary>
    Diverged,

    /// <summary>The worker crashed because of a native library or a plugin.</summary>
    Crashed,
}
