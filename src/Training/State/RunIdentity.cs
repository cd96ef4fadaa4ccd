namespace LmmCl.Training.State;

/// <summary>Everything that must match for a resumed run to continue from a saved state.</summary>
/// <param name="Hash">Hash of all of it. Omits the micro-batch size if that affects only the rounding of a step.</param>
/// <param name="WithMicroBatch">The same including the micro-batch size, as in states written by older builds.</param>
internal readonly record struct RunIdentity(string Hash, string WithMicroBatch)
{
    /// <summary>Returns true if a state with this recorded hash belongs to the run, so that training can resume from it.</summary>
    public bool Accepts(string recorded) => recorded == Hash || recorded == WithMicroBatch;
}
