using LmmCl.Abstractions;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Faults;

/// <summary>
/// This assembly as a program: appends numbered events to a stream without end (or so many times), and says on its standard output what was
/// acknowledged and what was refused. Others kill it.
/// </summary>
internal static class WriterProgram
{
    private static async Task<int> Main(string[] arguments)
    {
        var (store, stream, appends) = (arguments[0], arguments[1], arguments.Length > 2 ? int.Parse(arguments[2]) : int.MaxValue);
        try
        {
            await using var log = EventLogs.Open(store);
            var next = (int)((await log.FindStreamAsync(stream))?.Version ?? 0) + 1;
            for (var i = 0; i < appends; i++)
            {
                try
                {
                    next = (int)(await log.AppendAsync(stream, ExpectedVersion.Any, Steps.Range(next, 1 + (i % 7)))).Version + 1;
                    Console.WriteLine($"stored {next - 1}");
                }
                catch (InputException refusal)
                {
                    Console.WriteLine($"refused {refusal.Message}");
                }
            }

            return 0;
        }
        catch (InputException refusal)
        {
            Console.WriteLine($"refused {refusal.Message}");
            return 2;
        }
    }
}
