namespace LmmCl.Data.Published.Conversion;

/// <summary>The result of a conversion.</summary>
/// <param name="Data">Path of the records.</param>
/// <param name="Records">Number of records.</param>
/// <param name="Pictures">Number of different pictures.</param>
/// <param name="LeftOut">Number of records that were left out because their picture is missing.</param>
/// <param name="WasThere">True if an earlier conversion of the same files was complete.</param>
internal sealed record ConversionReport(string Data, int Records, int Pictures, int LeftOut, bool WasThere);
