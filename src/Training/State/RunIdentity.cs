namespace LmmCl.Training.State;

/// <summary>Everything that must match for a resumed run to continue from a saved state.</summary>
/// <param name="Hash">Hash of all of it except for the size of micro-batches, which moves only the last bits of a step.</param>
/// <param name="WithMicroBatch">The same with the size, which older builds wrote into their states.</param>
internal readonly record struct RunIdentity(string Hash, string WithMicroBatch)
{
    /// <summary>Returns true if a state of this run can be continued from.</summary>
    public bool Accepts(string recorded) => recorded == Hash || recorded == WithMicroBatch;
}
