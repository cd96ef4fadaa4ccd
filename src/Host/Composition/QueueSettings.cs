namespace LmmCl.Host.Composition;

/// <summary>Settings of a service's queue.</summary>
/// <param name="Queue">Name of the queue; services that share a store need different ones.</param>
/// <param name="Inputs">
/// Folders with models and data that experiments submitted as text may name, besides the installation itself.
/// </param>
internal sealed record QueueSettings(string Queue, IReadOnlyList<string> Inputs)
{
    /// <summary>Name of the queue unless another is given.</summary>
    public const string DefaultQueue = "main";

    /// <summary>Every folder that experiments submitted as text may name; relative paths start at the first.</summary>
    public IReadOnlyList<string> Readable => [HostFolders.Home, .. Inputs];
}
