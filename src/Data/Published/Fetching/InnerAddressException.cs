namespace LmmCl.Data.Published.Fetching;

/// <summary>Thrown where an address of a data set leads to this machine or its network.</summary>
internal sealed class InnerAddressException(string host) : Exception($"{host} is not a public address");
