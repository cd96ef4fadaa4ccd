using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;

namespace LmmCl.Host.CommandLine;

/// <summary>A failed command as the user sees it: one line on standard error and an exit code.</summary>
/// <param name="ExitCode">2 for errors that the user can fix, 130 for a stop on request, 1 for all others.</param>
/// <param name="Line">The error with a remedy.</param>
internal sealed record CommandFailure(int ExitCode, string Line)
{
    /// <summary>Exit code for errors that the user can fix.</summary>
    public const int WrongInput = 2;

    private const int Failed = 1;

    // 128 + SIGINT, as in shells.
    private const int Stopped = 130;

    /// <summary>Describes an error. The details of an unexpected one go to a file in <paramref name="folder"/>.</summary>
    public static CommandFailure Of(Exception error, string folder)
    {
        var failure = error switch
        {
            OperationCanceledException => new CommandFailure(Stopped, "stopped; run the same command to resume"),

            // A store is opened when MediatR creates the first handler that needs it, and MediatR wraps the exception.
            InvalidOperationException { InnerException: InputException unopened } => new CommandFailure(WrongInput, unopened.Message),
            _ when FailureKinds.Of(error) == FailureKind.DiskFull => new CommandFailure(
                WrongInput, $"No room is left on the disk ({error.Message}). Free some space and run the same command to resume."),
            InputException or UnknownEventTypeException or StoreChangedException => new CommandFailure(WrongInput, error.Message),
            _ when FailureKinds.Of(error) == FailureKind.Diverged => new CommandFailure(Failed, $"Training diverged. {error.Message}"),
            _ when FailureKinds.Of(error) == FailureKind.OutOfMemory => new CommandFailure(
                Failed, $"Out of memory ({error.Message}). Lower training.micro_batch or evaluation.batch_size in the "
                + "experiment file and run the same command: it resumes. A smaller --slots helps where experiments run side by side."),
            StageWorkException { Details: null } => new CommandFailure(Failed, error.Message),
            FileNotFoundException or DirectoryNotFoundException => new CommandFailure(WrongInput, $"{error.Message} Check the path."),
            UnauthorizedAccessException => new CommandFailure(
                WrongInput, $"{error.Message} Check the permissions, or choose another folder with --runs."),
            IOException => new CommandFailure(
                WrongInput, $"{error.Message} Check the disk and the path, then run the same command to resume."),
            _ when FailureKinds.Of(error) == FailureKind.PluginError => WithDetails(error, folder, error.Message),
            _ => WithDetails(error, folder, $"This should not have happened: {error.Message}"),
        };
        return failure with { Line = failure.Line.ReplaceLineEndings(" ") };
    }

    private static CommandFailure WithDetails(Exception error, string folder, string line)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"error-{DateTime.UtcNow:yyyyMMdd-HHmmss-fffffff}.txt");
        var details = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(details, error.ToString());
        }
        catch (Exception second) when (second is IOException or UnauthorizedAccessException)
        {
            return new CommandFailure(Failed, $"{line} (The details could not be written to {details}.)");
        }

        return new CommandFailure(Failed, $"{line} The details are in {details}.");
    }
}
