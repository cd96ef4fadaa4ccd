namespace LmmCl.Data.Batches;

/// <summary>Treatment of training records that are longer than the longest row.</summary>
public enum OverlongRecords
{
    /// <summary>They are an error, found before the experiment begins.</summary>
    Refuse,

    /// <summary>They end after the last answer token that fits; those that cannot be cut are dropped (<see cref="LengthLimit"/>).</summary>
    Cut,

    /// <summary>They are left out.</summary>
    Drop,
}
