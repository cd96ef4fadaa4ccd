using System.Diagnostics;
using LmmCl.Decoder.Bench;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;

// A decoder of Qwen2-0.5B's widths against its own matrix products, in turns: [ROUNDS]. With "memory TOKENS": the peak of one long pass.
const int Tokens = 256;
var count = args is [var given] ? int.Parse(given) : 7;

var config = new DecoderConfig
{
    Vocabulary = 32,
    Hidden = 896,
    Intermediate = 4864,
    Layers = 2,
    Heads = 14,
    KeyValueHeads = 2,
    HeadWidth = 64,
    AttentionBias = true,
};
if (args is ["memory", var length])
{
    using var pass = new DecoderPass(config, int.Parse(length), ScalarType.Float32);
    var before = PeakMebibytes();
    pass.Run();
    var scores = 4L * config.Layers * config.Heads * long.Parse(length) * long.Parse(length) / (1024 * 1024);
    Console.WriteLine($"{length} tokens: the pass adds {PeakMebibytes() - before:#,0} MiB at its peak; attention scores alone would take {scores:#,0} MiB");
    return;
}

foreach (var dtype in new[] { ScalarType.Float32, ScalarType.BFloat16 })
{
    foreach (var threads in new[] { 1, 2 })
    {
        set_num_threads(threads);
        using var pass = new DecoderPass(config, Tokens, dtype);
        using var products = new MatrixProducts(config, Tokens, dtype);
        pass.Run();
        products.Run();
        List<(double Pass, double Products)> rounds = [.. Enumerable.Range(0, count).Select(_ => (Milliseconds(pass.Run), Milliseconds(products.Run)))];
        var (ours, alone) = (Median(rounds.Select(round => round.Pass)), Median(rounds.Select(round => round.Products)));
        Console.WriteLine($"{dtype,-9} {threads} thread(s): pass {ours:0.0} ms, products {alone:0.0} ms, ratio {ours / alone:0.00}");
    }
}

static double Milliseconds(Action run)
{
    var watch = Stopwatch.StartNew();
    run();
    return watch.Elapsed.TotalMilliseconds;
}

double Median(IEnumerable<double> values) => values.Order().ElementAt(count / 2);

static long PeakMebibytes() =>
    long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split()[^2]) / 1024;
