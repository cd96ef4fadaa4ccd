using System.Diagnostics;
using System.Runtime.InteropServices;
using LmmCl.Modeling;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.RealShape.Bench;

/// <summary>Time and peak memory of loading, against reading the same files into fresh memory, and in pieces into the same memory.</summary>
internal static class Loading
{
    private const int Rounds = 5;
    private const int Piece = 4 << 20;

    public static void Measure(string folder)
    {
        var files = Directory.GetFiles(folder, "*.safetensors");
        var bytes = files.Sum(file => new FileInfo(file).Length);
        foreach (var dtype in new[] { ScalarType.BFloat16, ScalarType.Float32 })
        {
            var (reading, pieces, loading, peak) = (new List<double>(), new List<double>(), new List<double>(), 0L);
            for (var round = 0; round < Rounds; round++)
            {
                reading.Add(Seconds(() => Array.ForEach(files, ReadWhole)));
                pieces.Add(Seconds(() => Array.ForEach(files, ReadPieces)));
                var before = Resident("VmRSS");
                File.WriteAllText("/proc/self/clear_refs", "5");
                loading.Add(Seconds(() =>
                {
                    using var model = MultimodalModels.Load(folder, new Placement(dtype, CPU));
                    peak = Math.Max(peak, Resident("VmHWM") - before);
                }));
            }

            var (read, inPieces, load) = (Median(reading), Median(pieces), Median(loading));
            Console.WriteLine(
                $"{dtype}: {bytes / 1e9:0.00} GB read whole in {read:0.00} s, in pieces in {inPieces:0.00} s, loaded in {load:0.00} s: "
                + $"{load / read:0.00} of the former; loading adds {peak / 1e9:0.00} GB at its peak");
        }
    }

    private static unsafe void ReadWhole(string file)
    {
        using var handle = File.OpenHandle(file, options: FileOptions.SequentialScan);
        var length = RandomAccess.GetLength(handle);
        var memory = (byte*)NativeMemory.Alloc((nuint)length);
        for (long at = 0, read; at < length; at += read)
        {
            read = RandomAccess.Read(handle, new Span<byte>(memory + at, (int)Math.Min(Piece, length - at)), at);
        }

        NativeMemory.Free(memory);
    }

    private static void ReadPieces(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var buffer = new byte[Piece];
        while (stream.Read(buffer) > 0)
        {
        }
    }

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(Rounds / 2);

    private static double Seconds(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalSeconds;
    }

    private static long Resident(string field) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split()[^2]);
}
