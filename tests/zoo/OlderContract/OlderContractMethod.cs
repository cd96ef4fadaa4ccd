namespace Zoo;

/// <summary>Made for a contract that this host no longer has.</summary>
public sealed class OlderContractMethod : ZooMethod;
