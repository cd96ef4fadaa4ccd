using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Plugins.Loading;
using LmmCl.Plugins.Probing;

namespace LmmCl.Host.CommandLine.PluginCommands;

/// <summary>
/// <c>lmmcl plugins describe</c>: the process that <c>check --load</c> starts to load one plugin. Internal; not for users.
/// </summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The plugin's folder." };
        var answer = new Argument<string>("answer") { Description = "File for the description." };
        var seal = new Argument<string>("seal") { Description = "SHA-256 of the manifest that was checked." };
        var command = new Command(PluginProbe.Command, "Load one plugin and describe its method.") { folder, answer, seal };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            try
            {
                PluginDescription.Of(parsed.GetValue(folder)!, parsed.GetValue(seal)!).Write(parsed.GetValue(answer)!);
                return 0;
            }
            catch (InputException error) when (error.InnerException is { } reason && !LoadFailure.IsPluginFault(reason))
            {
                Console.Error.WriteLine(error.Message);
                return PluginProbe.Unavailable;
            }
        });
        return command;
    }
}
