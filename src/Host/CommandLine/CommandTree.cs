using System.CommandLine;
using LmmCl.Abstractions;

namespace LmmCl.Host.CommandLine;

/// <summary>All commands, and what becomes of their errors.</summary>
internal static class CommandTree
{
    /// <summary>Exit code of everything that its user can mend.</summary>
    public const int WrongInput = 2;

    private static RootCommand Root() => new("Teaches large multimodal models new skills one after another, and shows what they forget.")
    {
        QuickstartCommand.Create(),
        RunCommand.Create(),
        ReportCommands.Report(),
        ReportCommands.Compare(),
        ReportCommands.History(),
        FidelityCommand.Create(),
        PretrainCommand.Create(),
        DataCommand.Create(),
        WorldCommand.Create(),
        PluginsCommand.Create(),
    };

    /// <summary>Parses and runs. Wrong input is one line on standard error and exit code 2.</summary>
    public static async Task<int> InvokeAsync(string[] args)
    {
        try
        {
            var parsed = Root().Parse(args);
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? WrongInput : code;
        }
        catch (InputException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return WrongInput;
        }
    }
}
