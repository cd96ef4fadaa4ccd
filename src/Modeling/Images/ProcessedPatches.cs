namespace LmmCl.Modeling.Images;

/// <summary>A preprocessed image for a Qwen2-VL tower.</summary>
/// <param name="GridHeight">Rows of patches.</param>
/// <param name="GridWidth">Columns of patches.</param>
/// <param name="PatchLength">Number of values in a patch, ordered by channel, time, y, x.</param>
/// <param name="Values">[grid height x grid width, patch length]; the patches of a merged block are adjacent.</param>
public sealed record ProcessedPatches(int GridHeight, int GridWidth, int PatchLength, float[] Values);
