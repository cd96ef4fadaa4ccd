using System.Diagnostics;
using static TorchSharp.torch;

// Processor time of one small operator, in microseconds per call: the best of several rounds, so that a busy machine shows least.
const int calls = 200_000;
const int rounds = 7;
set_num_threads(1);
using var a = randn(4, 4);
using var b = randn(4, 4);
var process = Process.GetCurrentProcess();

double Measure(Action<int> run)
{
    var best = double.MaxValue;
    for (var round = 0; round < rounds; round++)
    {
        process.Refresh();
        var before = process.TotalProcessorTime;
        run(calls);
        process.Refresh();
        best = Math.Min(best, (process.TotalProcessorTime - before).TotalMicroseconds / calls);
    }

    return best;
}

var add = Measure(count =>
{
    for (var i = 0; i < count; i++)
    {
        using var sum = a + b;
    }
});
var view = Measure(count =>
{
    for (var i = 0; i < count; i++)
    {
        using var flat = a.view(16);
    }
});
var inPlace = Measure(count =>
{
    for (var i = 0; i < count; i++)
    {
        a.mul_(1.0);
    }
});
Console.WriteLine(FormattableString.Invariant($"{add:f3} {view:f3} {inPlace:f3}"));
