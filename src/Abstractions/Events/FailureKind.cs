namespace LmmCl.Abstractions.Events;

/// <summary>Why a stage ended early.</summary>
public enum FailureKind
{
    /// <summary>None of the others.</summary>
    Unclassified,

    /// <summary>Main or device memory ran out.</summary>
    OutOfMemory,

    /// <summary>The worker was killed or died.</summary>
    Killed,

    /// <summary>The method's plugin threw.</summary>
    PluginError,

    /// <summary>The data or the specification is wrong.</summary>
    BadInput,

    /// <summary>No room on the disk.</summary>
    DiskFull,

    /// <summary>The loss was no longer a finite number.</summary>
    Diverged,
}
