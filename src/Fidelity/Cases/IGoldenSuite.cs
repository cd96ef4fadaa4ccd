namespace LmmCl.Fidelity.Cases;

/// <summary>Reads the files of one golden suite and checks its cases against this code.</summary>
public interface IGoldenSuite
{
    /// <summary>Name of the suite's folder, such as <c>images</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The cases in <paramref name="folder"/>, as listed in its files. Unknown kinds are returned as <see cref="GoldenCase.NotCovered"/>.
    /// </summary>
    IEnumerable<GoldenCase> Cases(string folder);
}
