namespace LmmCl.Host.Service;

/// <summary>Settings of <c>lmmcl serve</c>.</summary>
/// <param name="Address">The address to listen on, such as <c>127.0.0.1</c>.</param>
/// <param name="Port">The port; 0 chooses a free one.</param>
public sealed record ServeOptions(string Address, int Port)
{
    /// <summary>The address that only programs of this machine can reach.</summary>
    public const string Loopback = "127.0.0.1";

    /// <summary>The port without <c>--port</c>.</summary>
    public const int DefaultPort = 8420;
}
