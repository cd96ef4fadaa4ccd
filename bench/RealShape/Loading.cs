using System.Diagnostics;
using LmmCl.Modeling;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.RealShape.Bench;

/// <summary>Time and peak memory of loading, against reading the same files in pieces.</summary>
internal static class Loading
{
    private const int Rounds = 3;
    private const int Piece = 4 << 20;

    public static void Measure(string folder)
    {
        var files = Directory.GetFiles(folder, "*.safetensors");
        var bytes = files.Sum(file => new FileInfo(file).Length);
        foreach (var dtype in new[] { ScalarType.BFloat16, ScalarType.Float32 })
        {
            var (reading, loading, peak) = (new List<double>(), new List<double>(), 0L);
            for (var round = 0; round < Rounds; round++)
            {
                reading.Add(Seconds(() => Array.ForEach(files, Read)));
                var before = Resident("VmRSS");
                File.WriteAllText("/proc/self/clear_refs", "5");
                loading.Add(Seconds(() =>
                {
                    using var model = MultimodalModels.Load(folder, new Placement(dtype, CPU));
                    peak = Math.Max(peak, Resident("VmHWM") - before);
                }));
            }

            var (read, load) = (reading.Order().ElementAt(Rounds / 2), loading.Order().ElementAt(Rounds / 2));
            Console.WriteLine(
                $"{dtype}: {bytes / 1e9:0.00} GB read in {read:0.0} s, loaded in {load:0.0} s, ratio {load / read:0.00}; "
                + $"loading adds {peak / 1e9:0.00} GB at its peak");
        }
    }

    private static void Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var buffer = new byte[Piece];
        while (stream.Read(buffer) > 0)
        {
        }
    }

    private static double Seconds(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalSeconds;
    }

    private static long Resident(string field) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split()[^2]);
}
