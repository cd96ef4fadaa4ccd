using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Workers;

/// <summary>Transfers exceptions from a worker to the host, where they read as if the work had run in the host.</summary>
internal static class RemoteFailures
{
    public static WorkFailed Of(Exception error) =>
        new(FailureKinds.Of(error), TypeOf(error), WrongInput.Of(error as InputException), error.Message, error.ToString());

    public static Exception ToException(WorkFailed failed) => failed switch
    {
        { Failure: FailureKind.BadInput, Input: { } input } => new InputException(input.Place, input.Problem, input.Fix),
        { Failure: FailureKind.Unclassified, Type: nameof(FileNotFoundException) } => new FileNotFoundException(failed.Message),
        { Failure: FailureKind.Unclassified, Type: nameof(DirectoryNotFoundException) } => new DirectoryNotFoundException(failed.Message),
        { Failure: FailureKind.Unclassified, Type: nameof(UnauthorizedAccessException) } => new UnauthorizedAccessException(failed.Message),
        { Failure: FailureKind.Unclassified, Type: nameof(IOException) } => new IOException(failed.Message),
        _ => new StageWorkException(failed.Failure, failed.Message, failed.Details),
    };

    private static string TypeOf(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => error.GetType().Name,
        IOException => nameof(IOException),
        _ => error.GetType().Name,
    };
}
