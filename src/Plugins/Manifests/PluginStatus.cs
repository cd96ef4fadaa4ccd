namespace LmmCl.Plugins.Manifests;

/// <summary>What the host thinks of a plugin; the reason stands beside it.</summary>
public enum PluginStatus
{
    /// <summary>Checked and trusted; loaded when it is asked for.</summary>
    Active,

    /// <summary>Switched off by the user.</summary>
    Disabled,

    /// <summary>In order, but nobody has said that its code may run here, or it was changed since.</summary>
    Untrusted,

    /// <summary>Made for a version of the contract that this host does not have.</summary>
    NotSupported,

    /// <summary>Its folder is not in order, its id is taken, or it could not be loaded.</summary>
    Malfunctioned,
}
