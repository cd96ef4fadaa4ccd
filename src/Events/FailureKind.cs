namespace LmmCl.Events;

/// <summary>Why a stage ended early.</summary>
public enum FailureKind
{
    /// <summary>None of the others.</summary>
    Unclassified,

    /// <summary>Main or device memory ran out.</summary>
    OutOfMemory,

    /// <summary>The worker was killed from outside.</summary>
    Killed,

    /// <summary>The method's plugin threw, or did not return in time.</summary>
    PluginError,

    /// <summary>The data or the specification is wrong.</summary>
    BadInput,

    /// <summary>No room on the disk.</summary>
    DiskFull,

    /// <summary>The loss was no longer a finite number.</summary>
    Diverged,

    /// <summary>The worker crashed: a native library or a plugin brought its process down.</summary>
    Crashed,
}
