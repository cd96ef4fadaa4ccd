namespace LmmCl.Plugins.Memory;

/// <summary>What is remembered of one id. What there is nothing to say of is null.</summary>
internal sealed record RememberedPlugin
{
    /// <summary>The user trusts the files with this seal.</summary>
    public RememberedFact? Trusted { get; init; }

    /// <summary>The user switched it off, whatever its files are.</summary>
    public RememberedFact? Disabled { get; init; }

    /// <summary>The files with this seal could not be loaded. Other files get a new chance.</summary>
    public RememberedFact? Malfunctioned { get; init; }

    /// <summary>
    /// How the last stage with these files failed. It may have been the data or the settings, so the plugin stays usable.
    /// </summary>
    public RememberedFact? LastFailure { get; init; }

    /// <summary>Everything that is remembered.</summary>
    internal IEnumerable<RememberedFact> Facts => new[] { Trusted, Disabled, Malfunctioned, LastFailure }.OfType<RememberedFact>();

    /// <summary>Whether there is nothing to remember.</summary>
    internal bool IsEmpty => this == new RememberedPlugin();
}
