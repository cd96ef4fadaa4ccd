using LmmCl.Events;

namespace LmmCl.Runs.Stages;

/// <summary>Answers of a base model that were found on disk and are used only if the event log knows them.</summary>
/// <param name="Answers">Hash of the per-sample file.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="ModelFiles">Hash of the model's files (<see cref="Inputs.RunInputs.ModelKey"/>).</param>
/// <param name="Pictures">Hash of the pictures in the questions (<see cref="Inputs.RunInputs.PicturesKey"/>).</param>
/// <param name="Device">The device that computes the answers; only its kind counts.</param>
internal sealed record SoughtAnswers(string Answers, string Benchmark, string ModelFiles, string Pictures, string Device)
{
    /// <summary>The answers in a file.</summary>
    public static SoughtAnswers Of(ContentHash answers, AnswerKey key) =>
        new(answers.Hex, key.Benchmark, key.ModelFiles.Hex, key.Pictures.Hex, key.Device.ToString());
}
