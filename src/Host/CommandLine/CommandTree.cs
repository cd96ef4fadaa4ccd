using System.CommandLine;
using LmmCl.Host.CommandLine.PluginCommands;
using LmmCl.Runs.Workers.Serving;

namespace LmmCl.Host.CommandLine;

/// <summary>All commands, and their error handling.</summary>
internal static class CommandTree
{
    // Time for a stopped command to save its progress.
    private static readonly TimeSpan toStop = TimeSpan.FromSeconds(45);

    private static RootCommand Root() => new("Teaches large multimodal models new skills one after another, and shows what they forget.")
    {
        QuickstartCommand.Create(),
        PlanCommand.Create(),
        RunCommand.Create(),
        ResumeCommand.Create(),
        SweepCommand.Create(),
        ServeCommand.Create(),
        SubmitCommand.Create(),
        QueueCommand.Create(),
        PauseCommand.Create(),
        CancelCommand.Create(),
        ReportCommands.Report(),
        CompareCommand.Create(),
        PageCommand.Create(),
        HistoryCommand.Create(),
        ForgettingCommand.Create(),
        ProbesCommand.Create(),
        RescoreCommand.Create(),
        AuditCommand.Create(),
        ExportCommand.Create(),
        GarbageCommand.Create(),
        FidelityCommand.Create(),
        PretrainCommand.Create(),
        DataCommand.Create(),
        DoctorCommand.Create(),
        WorldCommand.Create(),
        PluginsCommand.Create(),
        WorkerCommand.Create(),
        JobCommand.Create(),
        CheckPlansCommand.Create(),
    };

    /// <summary>Parses and runs a command. Every error is printed as one line on standard error; the exit code gives its kind.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="ct">Stops the command, like Ctrl-C.</param>
    public static async Task<int> InvokeAsync(string[] args, CancellationToken ct = default)
    {
        var parsed = Root().Parse(args);
        try
        {
            VisiblePassword.Refuse(parsed);

            // Only its host stops a worker.
            TimeSpan? termination = parsed.CommandResult.Command.Name == WorkerLoop.Command ? null : toStop;
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = termination,
            };
            var code = await parsed.InvokeAsync(configuration, ct);
            return parsed.Errors.Count > 0 ? CommandFailure.WrongInput : code;
        }
        catch (Exception error)
        {
            var failure = CommandFailure.Of(error, DetailsFolder(parsed));
            await Console.Error.WriteLineAsync(failure.Line);
            return failure.ExitCode;
        }
    }

    /// <summary>The runs folder, for commands that have one.</summary>
    private static string DetailsFolder(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.OfType<Option<string>>().FirstOrDefault(option => option.Name == "--runs") is { } runs
            ? Path.GetFullPath(parsed.GetValue(runs)!)
            : Path.GetTempPath();
}
