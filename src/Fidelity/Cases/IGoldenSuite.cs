namespace LmmCl.Fidelity.Cases;

/// <summary>Knows the files of one golden suite and how to check its cases against our code.</summary>
public interface IGoldenSuite
{
    /// <summary>Name of the suite's folder, such as <c>images</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The cases found in <paramref name="folder"/>, driven by its files alone. Kinds that are not known come as
    /// <see cref="GoldenCase.NotCovered"/>.
    /// </summary>
    IEnumerable<GoldenCase> Cases(string folder);
}
