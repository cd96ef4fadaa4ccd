using System.Diagnostics;
using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.RealShape.Bench;

/// <summary>Tokens per second of a prompt and of its continuation, alone and in a batch. One line of JSON, as bench/generation.py prints.</summary>
internal static class Generating
{
    private const int Prompt = 256;
    private const int NewTokens = 24;

    public static void Measure(string folder, int threads, int rounds)
    {
        set_num_threads(threads);
        using var loaded = MultimodalModels.Load(folder, new Placement(ScalarType.Float32, CPU));
        foreach (var rows in (int[])[1, 8])
        {
            var (prefill, decode) = (new List<double>(), new List<double>());
            for (var round = 0; round <= rounds; round++)
            {
                var (first, rest) = Run(loaded.Model, rows);
                if (round > 0)
                {
                    prefill.Add(rows * Prompt / first);
                    decode.Add(rows * (NewTokens - 1) / rest);
                }
            }

            Console.WriteLine(JsonSerializer.Serialize(new { rows, prefill, decode }));
        }
    }

    private static (double Prefill, double Decode) Run(IGeneratingModel model, int rows)
    {
        using var generator = new Generator((ulong)rows);
        using var ids = randint(0, 1000, [rows, Prompt], dtype: ScalarType.Int64, generator: generator);
        using var mask = ones_like(ids);
        using var batch = new MultimodalBatch(ids, mask, null, null, []);
        var clock = Stopwatch.StartNew();
        var prefilled = 0.0;
        GreedyDecoder.Generate(model, batch, new GenerationOptions(NewTokens, []), (step, _, _) =>
        {
            if (step == 0)
            {
                prefilled = clock.Elapsed.TotalSeconds;
            }
        });
        return (prefilled, clock.Elapsed.TotalSeconds - prefilled);
    }
}
