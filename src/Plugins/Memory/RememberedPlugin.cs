namespace LmmCl.Plugins.Memory;

/// <summary>The persistent facts about one plugin id; null where there is none.</summary>
internal sealed record RememberedPlugin
{
    /// <summary>The user trusts the files with this seal.</summary>
    public RememberedFact? Trusted { get; init; }

    /// <summary>The user disabled the plugin, whatever its files are.</summary>
    public RememberedFact? Disabled { get; init; }

    /// <summary>The files with this seal could not be loaded. Changed files are tried again.</summary>
    public RememberedFact? Malfunctioned { get; init; }

    /// <summary>
    /// The failure of the last stage with these files. The cause may have been the data or the settings, so the plugin stays usable.
    /// </summary>
    public RememberedFact? LastFailure { get; init; }

    /// <summary>All facts that are set.</summary>
    internal IEnumerable<RememberedFact> Facts => new[] { Trusted, Disabled, Malfunctioned, LastFailure }.OfType<RememberedFact>();

    /// <summary>True if no fact is set.</summary>
    internal bool IsEmpty => this == new RememberedPlugin();
}
