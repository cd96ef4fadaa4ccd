using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;

namespace LmmCl.Slurm.Tests.Cluster;

/// <summary>The network of another machine: a namespace that a cable connects with this one, until the cable is pulled.</summary>
internal sealed class NodeNetwork : IDisposable
{
    private readonly string name = $"lmmcl{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}";
    private readonly string subnet = $"10.{RandomNumberGenerator.GetInt32(200, 250)}.{RandomNumberGenerator.GetInt32(0, 250)}";

    public NodeNetwork()
    {
        Ip("netns", "add", name);
        try
        {
            Ip("link", "add", Cable, "type", "veth", "peer", "name", "node", "netns", name);
            Ip("address", "add", $"{Host}/30", "dev", Cable);
            Ip("link", "set", Cable, "up");
            Ip("-n", name, "address", "add", $"{subnet}.2/30", "dev", "node");
            Ip("-n", name, "link", "set", "node", "up");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether this machine allows it, to root alone.</summary>
    public static bool IsPossible { get; } = Environment.IsPrivilegedProcess && Try();

    /// <summary>This machine's address at the cable.</summary>
    public string Host => $"{subnet}.1";

    /// <summary>Addresses at the cable.</summary>
    public IPNetwork Addresses => new(IPAddress.Parse($"{subnet}.0"), 30);

    /// <summary>Words before a program that is to run with this network.</summary>
    public string[] Words => ["nsenter", $"--net=/run/netns/{name}"];

    private string Cable => $"{name}h";

    /// <summary>Pulls the cable: packets get lost, and nobody is told.</summary>
    public void Cut() => Ip("link", "set", Cable, "down");

    public void Mend() => Ip("link", "set", Cable, "up");

    /// <summary>Removes the namespace's name and the cable; the namespace goes with its last process.</summary>
    public void Dispose()
    {
        Run("link", "delete", Cable);
        Run("netns", "delete", name);
    }

    private static bool Try()
    {
        try
        {
            using var network = new NodeNetwork();
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static void Ip(params string[] arguments)
    {
        if (Run(arguments) is { Length: > 0 } error)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {error}");
        }
    }

    /// <summary>Runs <c>ip</c>, and returns its error if it fails.</summary>
    private static string Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"exit code {process.ExitCode}, {error}";
    }
}

/// <summary>A fact that is skipped where no network can be made for one program.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeNetworkFactAttribute : FactAttribute
{
    public NodeNetworkFactAttribute()
    {
        if (!NodeNetwork.IsPossible)
        {
            Skip = "no network can be made here (ip netns add, as root)";
        }
    }
}
