namespace LmmCl.Data.Published.Sets;

/// <summary>The output of a conversion.</summary>
/// <param name="IsTest">True for test records, false for training records.</param>
/// <param name="Seed">Seed of what a conversion draws.</param>
internal sealed record SplitUse(bool IsTest, int Seed);
