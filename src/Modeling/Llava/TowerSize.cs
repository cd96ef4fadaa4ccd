namespace LmmCl.Modeling.Llava;

/// <summary>Sizes of a tower of square crops.</summary>
/// <param name="Width">Width of the hidden states.</param>
/// <param name="Intermediate">Inner width of the MLP.</param>
/// <param name="Layers">Number of blocks in the checkpoint.</param>
/// <param name="Positions">Positions of a crop, with a class token if there is one.</param>
/// <param name="CropSide">Side of a crop in pixels.</param>
public sealed record TowerSize(int Width, int Intermediate, int Layers, int Positions, int CropSide);
