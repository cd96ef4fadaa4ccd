using LmmCl.Abstractions;

namespace LmmCl.Data.Batches;

/// <summary>Batch requirements of a model.</summary>
/// <param name="ImageTokens">Returns the number of tokens of a processed image.</param>
/// <param name="ImageTokenId">Id of an image token.</param>
/// <param name="PadId">Id that fills shorter rows; the mask hides it.</param>
/// <param name="MaximumLength">Maximum row length in tokens, with images expanded. Longer rows are truncated at the end.</param>
public sealed record BatchLayout(Func<ImageExtent, int> ImageTokens, int ImageTokenId, int PadId = 0, int MaximumLength = 32_768);
