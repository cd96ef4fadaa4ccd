namespace LmmCl.Training.Optimisation;

/// <summary>Order in which a stage visits its examples.</summary>
public enum ExampleOrder
{
    /// <summary>A different random order in every epoch.</summary>
    Shuffled,

    /// <summary>Random, but the examples within one step are of similar length, which reduces padding.</summary>
    ByLength,

    /// <summary>The order of the data file.</summary>
    AsInFile,
}
