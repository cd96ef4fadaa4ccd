namespace LmmCl.LwF;

/// <summary>
/// Positions at which student and teacher are compared: the set M of the loss (study C.1), positions b * T + t of a micro-batch.
/// </summary>
public enum DistilledPositions
{
    /// <summary>Positions that predict a labelled token: distillation covers exactly the tokens that are taught.</summary>
    Answer,

    /// <summary>Every position that is not padding: prompt, image and answer.</summary>
    All,

    /// <summary>
    /// Positions used by the reference: a fifth of all positions, including padding, mostly the first and the last
    /// (<see cref="PublishedSelection"/>).
    /// </summary>
    AsPublished,

    /// <summary>
    /// Positions intended by the reference but never reached by its code: those whose own token is labelled, without the shift by one.
    /// </summary>
    AsPublishedWithLabels,
}
