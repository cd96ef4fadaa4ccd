namespace Zoo;

/// <summary>Made for a contract that this host does not have yet.</summary>
public sealed class NewerContractMethod : ZooMethod;
