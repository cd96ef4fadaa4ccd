namespace LmmCl.Data.TinyWorld.Skills;

/// <summary>Plumage of a bird species.</summary>
internal sealed record Species(string Name, string Body, string Head, string Wing)
{
    public static readonly IReadOnlyList<Species> All =
    [
        new("Cardinal", "red", "red", "black"),
        new("Goldfinch", "yellow", "black", "black"),
        new("Bluebird", "blue", "blue", "orange"),
        new("Raven", "black", "black", "black"),
        new("Gull", "white", "white", "black"),
        new("Tanager", "red", "black", "white"),
        new("Oriole", "orange", "black", "white"),
        new("Parrot", "green", "red", "blue"),
    ];
}
