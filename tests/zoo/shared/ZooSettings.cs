namespace Zoo;

/// <summary>There is nothing to set.</summary>
public sealed record ZooSettings;
