using System.Runtime.InteropServices;
using System.Text;
using LmmCl.Runs.Workers.Spool;
using Microsoft.Win32.SafeHandles;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>
/// The worker's channel to its host. It takes standard input and output away from the rest of the process: output of plugins and native
/// libraries goes to standard error, and their input is empty.
/// </summary>
internal sealed class PrivateChannel : IDisposable
{
    private const string Library = "libc";
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    // The fcntl command and flag that keep child processes from inheriting a descriptor.
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;

    private readonly StreamReader requests;
    private readonly StreamWriter answers;
    private readonly Lock sending = new();

    private PrivateChannel(Stream input, Stream output)
    {
        requests = new StreamReader(input, Encoding.UTF8);
        answers = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    /// <summary>
    /// Takes over the process's standard streams. Call before anything is printed: a console opened earlier keeps its own copy of them.
    /// </summary>
    public static PrivateChannel Take()
    {
        var channel = OperatingSystem.IsWindows()
            ? new PrivateChannel(Console.OpenStandardInput(), Console.OpenStandardOutput())
            : new PrivateChannel(Moved(Input, FileAccess.Read), Moved(Output, FileAccess.Write));
        if (!OperatingSystem.IsWindows())
        {
            using var nothing = File.OpenHandle("/dev/null");
            Check(DuplicateTo((int)nothing.DangerousGetHandle(), Input));
            Check(DuplicateTo(Error, Output));
        }

        Console.SetIn(TextReader.Null);
        Console.SetOut(Console.Error);
        return channel;
    }

    /// <summary>Reads the next message from the host; null once the host has exited.</summary>
    public async Task<HostMessage?> ReadAsync() =>
        await requests.ReadLineAsync() is { } line ? MessageLine.Parse<HostMessage>(line) : null;

    /// <summary>
    /// Sends a message to the host. Ignores an exited host, which shows in <see cref="ReadAsync"/>, so that the work is not aborted midway.
    /// </summary>
    public void Send(WorkerMessage message)
    {
        var line = MessageLine.Of(message);
        lock (sending)
        {
            try
            {
                answers.WriteLine(line);
            }
            catch (IOException)
            {
                // The host has exited, which the next read detects.
            }
        }
    }

    public void Dispose()
    {
        requests.Dispose();
        answers.Dispose();
    }

    private static FileStream Moved(int descriptor, FileAccess access)
    {
        var moved = Check(Duplicate(descriptor));
        Check(Control(moved, SetDescriptorFlags, CloseOnExec));
        return new FileStream(new SafeFileHandle(moved, ownsHandle: true), access, bufferSize: 0);
    }

    private static int Check(int result) =>
        result >= 0 ? result : throw new IOException($"The standard streams cannot be moved: {Marshal.GetLastPInvokeErrorMessage()}.");

    [DllImport(Library, EntryPoint = "dup", SetLastError = true)]
    private static extern int Duplicate(int descriptor);

    [DllImport(Library, EntryPoint = "dup2", SetLastError = true)]
    private static extern int DuplicateTo(int descriptor, int target);

    [DllImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Control(int descriptor, int command, int argument);
}
