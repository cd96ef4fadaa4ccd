namespace LmmCl.Audit;

/// <summary>The verdict of an audit, as a process exit code. Exit code 2 is an error in the command or its input.</summary>
internal enum AuditVerdict
{
    /// <summary>Everything that was compared is equal to its record.</summary>
    Equal = 0,

    /// <summary>Something differs from its record.</summary>
    Different = 1,

    /// <summary>Nothing differs, but something could not be compared.</summary>
    NotEstablished = 3,
}
