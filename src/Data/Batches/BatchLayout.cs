using LmmCl.Abstractions;

namespace LmmCl.Data.Batches;

/// <summary>What a batch must look like for a model.</summary>
/// <param name="ImageTokens">How many tokens a processed picture takes.</param>
/// <param name="ImageTokenId">The token that stands for one of them.</param>
/// <param name="PadId">Fills shorter rows; the mask hides it.</param>
/// <param name="MaximumLength">Longest row in tokens, pictures expanded. Longer ones lose their end.</param>
public sealed record BatchLayout(Func<ImageExtent, int> ImageTokens, int ImageTokenId, int PadId = 0, int MaximumLength = 32_768);
