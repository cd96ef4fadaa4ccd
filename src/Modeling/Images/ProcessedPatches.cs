namespace LmmCl.Modeling.Images;

/// <summary>A picture as a Qwen2-VL tower takes it.</summary>
/// <param name="GridHeight">Rows of patches.</param>
/// <param name="GridWidth">Columns of patches.</param>
/// <param name="PatchLength">Values of a patch: channel, time, y, x.</param>
/// <param name="Values">[grid height x grid width, patch length]; the patches of a merged block follow each other.</param>
public sealed record ProcessedPatches(int GridHeight, int GridWidth, int PatchLength, float[] Values);
