using LmmCl.Data.Batches;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Modeling;
using LmmCl.Modeling.Generation;
using static TorchSharp.torch;

namespace LmmCl.Runs.Stages;

/// <summary>Answers questions with a model by greedy decoding.</summary>
internal sealed class ModelAnswerer(IGeneratingModel model, ModelInputs inputs, StepObserver? observer = null) : IAnswerer
{
    /// <inheritdoc/>
    public IReadOnlyList<Reply> Answer(IReadOnlyList<Question> batch, ReplyLimits limits)
    {
        using var scope = NewDisposeScope();
        using var prompts = inputs.Questions(batch.Select(question => (question.Prompt, question.Pictures, question.System)))
            .MoveTo(model.Parameters[0].Value.device);
        var options = new GenerationOptions(limits.MaxNewTokens, inputs.EndTokensOf(limits.EndTokens));
        return
        [
            .. GreedyDecoder.Generate(model, prompts, options, observer)
                .Select(tokens => new Reply(inputs.Decode(tokens), IsCut: tokens.Count == options.MaxNewTokens)),
        ];
    }
}
