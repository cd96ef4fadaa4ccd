using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Runs.Workers.Serving;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl worker</c>: does stage work for the host that started it, over standard input and output.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var command = new Command(WorkerLoop.Command, "Does stage work for the host that started it.") { Hidden = true };
        command.SetAction(async (_, _) =>
        {
            using var channel = PrivateChannel.Take();
            LibTorch.LoadInBackground();
            await using var loop = new WorkerLoop(channel);
            await loop.RunAsync();
            return 0;
        });
        return command;
    }
}
