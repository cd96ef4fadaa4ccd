namespace LmmCl.Host.Plugins;

/// <summary>What the host thinks of a plugin. Kept on disk with the reason.</summary>
public enum PluginStatus
{
    /// <summary>Checked; loaded when it is asked for.</summary>
    Active,

    /// <summary>Switched off by the user.</summary>
    Disabled,

    /// <summary>Made for a version of the contract that this host does not have.</summary>
    NotSupported,

    /// <summary>Its folder is not in order, or it threw.</summary>
    Malfunctioned,
}
