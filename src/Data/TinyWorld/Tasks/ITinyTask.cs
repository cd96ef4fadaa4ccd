using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.TinyWorld.Tasks;

/// <summary>A skill or a benchmark of the drawn world.</summary>
internal interface ITinyTask
{
    /// <summary>The study's name of the skill or benchmark, which also names its folder.</summary>
    string Id { get; }

    /// <summary>The benchmark whose prompt and scorer apply.</summary>
    string Scorer => Id;

    /// <summary>Longest reply in tokens when it is evaluated, as in the benchmark it mirrors.</summary>
    int MaxNewTokens { get; }

    /// <summary>The kind of answer, in words, for the world's YAML.</summary>
    string AnswerForm { get; }

    /// <summary>Draws one question. <paramref name="index"/> is its position in the file, for the documents that carry a number.</summary>
    TinyItem Draw(SeededRandom random, int index);
}
