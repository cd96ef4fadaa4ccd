using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.TinyWorld.Tasks;

/// <summary>A skill or benchmark of the synthetic world.</summary>
internal interface ITinyTask
{
    /// <summary>The study's name of the skill or benchmark, also used as its folder name.</summary>
    string Id { get; }

    /// <summary>Benchmark whose prompt and scorer apply.</summary>
    string Scorer => Id;

    /// <summary>Maximum reply length in tokens during evaluation, as in the benchmark it mirrors.</summary>
    int MaxNewTokens { get; }

    /// <summary>Form of the answer, as text, for the world's YAML.</summary>
    string AnswerForm { get; }

    /// <summary>Draws a question. <paramref name="index"/> is its position in the file, for documents that contain a number.</summary>
    TinyItem Draw(SeededRandom random, int index);
}
