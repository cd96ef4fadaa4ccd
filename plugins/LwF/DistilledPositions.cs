namespace LmmCl.LwF;

/// <summary>Where student and teacher are compared: the set M of the loss (study C.1), positions b * T + t of a micro-batch.</summary>
public enum DistilledPositions
{
    /// <summary>Positions that predict a labelled token. What is taught, and nothing else, is also held on to.</summary>
    Answer,

    /// <summary>Every position that is no padding: prompt, picture and answer.</summary>
    All,

    /// <summary>
    /// What the reference did: a fifth of all positions, padding among them, mostly the first and the last
    /// (<see cref="PublishedSelection"/>).
    /// </summary>
    AsPublished,

    /// <summary>
    /// What the reference meant to do and never reached: positions whose own token is labelled, without the shift by one.
    /// </summary>
    AsPublishedWithLabels,
}
