namespace LmmCl.EventStore.Tests.Faults;

/// <summary>What became of a store that somebody has changed behind its back.</summary>
internal enum Outcome
{
    /// <summary>The verifier names the place of an event or a stream.</summary>
    Named,

    /// <summary>The verifier names what is wrong with the file or the tables around the events.</summary>
    NamedBeside,

    /// <summary>The store does not open, and says why.</summary>
    Refused,

    /// <summary>Everything that can be read is as it was.</summary>
    Meaningless,
}
