using System.CommandLine;
using LmmCl.Plugins.Probing;

namespace LmmCl.Host.CommandLine.PluginCommands;

/// <summary><c>lmmcl plugins describe</c>: the process that <c>check --load</c> starts to load one plugin. Of no use to people.</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The plugin's folder." };
        var answer = new Argument<string>("answer") { Description = "File for the description." };
        var command = new Command(PluginProbe.Command, "Load one plugin and describe its method.") { folder, answer };
        command.Hidden = true;
        command.SetAction(parsed => PluginDescription.Of(parsed.GetValue(folder)!).Write(parsed.GetValue(answer)!));
        return command;
    }
}
