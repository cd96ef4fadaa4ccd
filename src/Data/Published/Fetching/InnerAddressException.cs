namespace LmmCl.Data.Published.Fetching;

/// <summary>Thrown when a URL in a data set resolves to this machine or its network.</summary>
internal sealed class InnerAddressException(string host) : Exception($"{host} is not a public address");
