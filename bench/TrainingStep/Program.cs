using System.Diagnostics;
using System.Text.Json;
using LmmCl.Modeling;
using LmmCl.Training;
using LmmCl.Training.Optimisation;
using LmmCl.TrainingStep.Bench;
using static TorchSharp.torch;

// Seconds per training step, for the side-by-side table of training-step.sh:
// CHECKPOINT_FOLDER BATCH.safetensors THREADS STEPS, or: batch CHECKPOINT_FOLDER BATCH.safetensors
if (args[0] == "batch")
{
    DrawnBatch.Write(args[1], args[2]);
    return;
}

var (folder, file, threads, steps) = (args[0], args[1], int.Parse(args[2]), int.Parse(args[3]));
const int WarmUp = 3;
set_num_threads(threads);

using var loaded = MultimodalModels.Load(folder);
using var batch = new FixedBatch(file);
var times = new StepTimes();
var options = new TrainingOptions
{
    LearningRate = 1e-4,
    EffectiveBatch = 1,
    MicroBatch = 1,
    MaxSteps = WarmUp + steps,
    Order = ExampleOrder.AsInFile,
};
var states = Directory.CreateTempSubdirectory("lmmcl-bench-").FullName;
await new Pretraining(loaded.Model, batch, options).RunAsync(states, times);
Directory.Delete(states, recursive: true);

using var products = new StepProducts(loaded.Model, batch.Batch, batch.LabelTokens(0));
double[] productSeconds = [.. Enumerable.Range(0, WarmUp + steps).Select(_ => Seconds(products.Run)).Skip(WarmUp)];
double[] seconds = [.. times.Seconds.Skip(WarmUp)];
var median = seconds.Order().ElementAt(seconds.Length / 2);
Console.WriteLine(JsonSerializer.Serialize(new { threads, median_seconds = median, seconds, products = productSeconds }));

static double Seconds(Action run)
{
    var watch = Stopwatch.StartNew();
    run();
    return watch.Elapsed.TotalSeconds;
}
