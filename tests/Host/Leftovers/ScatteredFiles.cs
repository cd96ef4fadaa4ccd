namespace LmmCl.Host.Tests.Leftovers;

/// <summary>Files that attempts leave when they are cut off, drawn at random, and files that are nobody's business.</summary>
internal sealed class ScatteredFiles(string run, int seed)
{
    private static readonly string[] leftovers =
    [
        "work/stage-1/state/step-00000002/state.json",
        "work/stage-1/scratch.bin",
        "work/stage-2/state/step-00000099.partial/trained.safetensors",
        "checkpoints/stage-3/delta.safetensors",
        "checkpoints/stage-3/method/adapter.safetensors",
        "checkpoints/stage-17/manifest.json",
        "answers/stage-1/docvqa.jsonl.writing",
        "answers/stage-1/docvqa.jsonl.partial",
        "answers/stage-1/docvqa.anls-v9.jsonl",
        "answers/stage-1/variants/previous_weight=0.3/docvqa.jsonl",
        "answers/stage-4/ai2d.jsonl",
        "parameters/stage-5.txt",
        "parameters/.stage-1.txt.1f0c.part",
        "probes/stage-1/another.json",
    ];

    private static readonly string[] others =
    [
        "notes.txt",
        "work/notes.txt",
        "plots/stage-1.png",
        "checkpoints/best.txt",
        "checkpoints/stage-1-of-mine/x",
        "answers/mine/docvqa.jsonl",
    ];

    private readonly Random random = new(seed);

    /// <summary>What was scattered and no event needs.</summary>
    public List<string> Leftovers { get; } = [];

    /// <summary>What was scattered and is not the program's.</summary>
    public List<string> Others { get; } = [];

    public void Scatter()
    {
        Leftovers.AddRange(leftovers.Where(_ => random.Next(2) == 0).Select(Write));
        Others.AddRange(others.Select(Write));
    }

    private string Write(string name)
    {
        var path = Path.Combine(run, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var bytes = new byte[random.Next(1, 2000)];
        random.NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
