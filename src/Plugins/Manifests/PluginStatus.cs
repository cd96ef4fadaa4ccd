namespace LmmCl.Plugins.Manifests;

/// <summary>The status of a plugin; the reason is kept beside it.</summary>
public enum PluginStatus
{
    /// <summary>Checked and trusted; loaded on demand.</summary>
    Active,

    /// <summary>Disabled by the user.</summary>
    Disabled,

    /// <summary>Valid, but not trusted by the user, or changed since it was.</summary>
    Untrusted,

    /// <summary>Built for a contract version that this host does not support.</summary>
    NotSupported,

    /// <summary>Its folder is invalid, its id is taken, or it could not be loaded.</summary>
    Malfunctioned,
}
