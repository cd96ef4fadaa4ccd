using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Host.Executors.Worker.Serving;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl worker</c>: does stage work for the host that started it, over standard input and output.</summary>
internal static class WorkerCommand
{
    public const string Name = "worker";

    public static Command Create()
    {
        var command = new Command(Name, "Does stage work for the host that started it.") { Hidden = true };
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
