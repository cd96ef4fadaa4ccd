namespace LmmCl.Training.Optimisation;

/// <summary>In which order a stage sees its examples.</summary>
public enum ExampleOrder
{
    /// <summary>Another random order in every epoch.</summary>
    Shuffled,

    /// <summary>Random, but the examples of one step are of similar length, which saves padding.</summary>
    ByLength,

    /// <summary>As in the file.</summary>
    AsInFile,
}
