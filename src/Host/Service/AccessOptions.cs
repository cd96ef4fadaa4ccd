using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Host.Api.Security;

namespace LmmCl.Host.Service;

/// <summary>The options that say who may use the service: <c>--listen</c>, <c>--token-file</c>, <c>--behind-proxy</c>.</summary>
internal sealed class AccessOptions
{
    private const string Visible = "--token";

    private readonly Option<string> listen = new("--listen")
    {
        Description = "Address to listen on. Other than loopback needs a token or --behind-proxy.",
        DefaultValueFactory = _ => ServeOptions.Loopback,
        HelpName = "address",
    };

    private readonly Option<string?> tokenFile = new("--token-file")
    {
        Description = $"File with the token that callers must show; by default {AccessToken.Variable}, else none.",
        HelpName = "file",
    };

    private readonly Option<string?> proxy = new("--behind-proxy")
    {
        Description = "Address of the proxy that checks who calls; only its connections are accepted.",
        HelpName = "address",
    };

    private readonly Option<string?> token = new(Visible) { Hidden = true };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[listen, tokenFile, proxy, token])
        {
            command.Add(option);
        }
    }

    /// <summary>The settings that were given.</summary>
    /// <exception cref="InputException">The token was typed, or it cannot be read.</exception>
    public ServeOptions Parse(ParseResult parsed, int port)
    {
        if (parsed.GetResult(token) is not null)
        {
            throw new InputException(
                Visible,
                "every user of this computer can read the command line in the list of processes.",
                $"Put the token into a file and name it with --token-file, or into {AccessToken.Variable}.");
        }

        return new ServeOptions(parsed.GetValue(listen)!, port)
        {
            Token = AccessToken.Read(parsed.GetValue(tokenFile), Environment.GetEnvironmentVariable(AccessToken.Variable)),
            Proxy = parsed.GetValue(proxy),
        };
    }

    /// <summary>Path of the file with the token, which programs of this machine read; null if none was given.</summary>
    public string? TokenFile(ParseResult parsed) => parsed.GetValue(tokenFile) is { } file ? Path.GetFullPath(file) : null;
}
