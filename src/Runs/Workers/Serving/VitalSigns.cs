using System.Diagnostics;
using static TorchSharp.torch;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>Reports what this process uses to the host: at once, every few seconds, and when the work ends.</summary>
internal sealed class VitalSigns : IDisposable
{
    private static readonly TimeSpan between = TimeSpan.FromSeconds(2);

    private readonly PrivateChannel channel;
    private readonly Device device;
    private readonly Timer timer;
    private readonly Lock reporting = new();
    private bool ended;

    public VitalSigns(PrivateChannel channel, Device device)
    {
        (this.channel, this.device) = (channel, device);
        timer = new Timer(_ => Report(), null, TimeSpan.Zero, between);
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (reporting)
        {
            Report();
            ended = true;
        }
    }

    private void Report()
    {
        lock (reporting)
        {
            // A late tick of the timer must not follow the message that ends the work.
            if (ended)
            {
                return;
            }

            using var self = Process.GetCurrentProcess();
            channel.Send(new VitalsTaken(new WorkerVitals(self.WorkingSet64, DeviceMemory.Read(device), Tensor.TotalCount)));
        }
    }
}
