using LmmCl.Abstractions;

namespace LmmCl.Modeling.Memory;

/// <summary>
/// Memory of a pass through a model beyond its parameters, computed from the sizes of the tensors that modules allocate and autograd keeps.
/// </summary>
/// <param name="Peak">Peak memory in bytes.</param>
/// <param name="Kept">Bytes that exist between forward and backward pass.</param>
public readonly record struct PassMemory(long Peak, long Kept)
{
    private const int Wide = 4;

    /// <summary>Forward and backward pass of a micro-batch; the peak includes the gradients that the backward pass makes.</summary>
    /// <param name="model">The model, wrapped as its method wraps it; its parameters need no values.</param>
    /// <param name="trained">The trained parameters.</param>
    /// <param name="pass">The micro-batch.</param>
    /// <param name="recomputes">True with activation checkpointing.</param>
    /// <param name="gathers">
    /// True if the pass allocates its own gradients, which accumulate until it ends; false if each gradient is added to an existing one.
    /// </param>
    public static PassMemory OfTraining(
        ISizedModel model, IReadOnlyList<ModelParameter> trained, PassShape pass, bool recomputes, bool gathers)
    {
        var (size, parts) = (SizeOf(model), new TrainedParts(model, trained));
        var (blocks, images) = Blocks(model, parts, pass, size, recomputes);
        var (kept, outputs, peak) = (images.Pixels, 0L, 0L);
        foreach (var block in blocks)
        {
            peak = Math.Max(peak, kept + outputs + block.Forward);
            (kept, outputs) = (kept + block.Kept, outputs + (block.Kept == 0 || size < Wide ? block.Output : 0));
        }

        var (held, backward) = Loss(model, parts, pass, size);
        var forwardEnd = kept + held;
        peak = Math.Max(peak, Math.Max(forwardEnd + outputs, forwardEnd + backward));
        var (left, gradients) = (kept, parts.Bytes(null, ParameterRole.Head, ParameterRole.Norm));
        foreach (var block in blocks.Reverse())
        {
            gradients = block.Gradients + (gathers ? gradients : 0);
            peak = Math.Max(peak, left + held + gradients + block.Backward);
            left -= block.Kept;
        }

        // The gradient of a tied embedding has two parts, which are added.
        var embedding = parts.Bytes(null, ParameterRole.TokenEmbedding);
        return new PassMemory(Math.Max(peak, left + (gathers ? gradients : 0) + (2 * embedding)), forwardEnd);
    }

    /// <summary>Forward pass without gradients, as that of a teacher.</summary>
    /// <param name="model">As for training.</param>
    /// <param name="pass">The batch.</param>
    public static PassMemory OfForward(ISizedModel model, PassShape pass)
    {
        var size = SizeOf(model);
        var (blocks, images) = Blocks(model, TrainedParts.None(model), pass, size, recomputes: false);
        var logits = pass.Answers * model.Text.Vocabulary * size;
        return new PassMemory(images.Pixels + Math.Max(Running(blocks), logits), images.Pixels);
    }

    /// <summary>Prefill of the prompts and generation with a key-value cache.</summary>
    /// <param name="model">As for training.</param>
    /// <param name="pass">The prompts.</param>
    /// <param name="newTokens">Longest continuation.</param>
    public static PassMemory OfGeneration(ISizedModel model, PassShape pass, long newTokens)
    {
        var (size, parts, text) = (SizeOf(model), TrainedParts.None(model), model.Text);
        var (blocks, images) = Blocks(model, parts, pass with { Answers = pass.Rows }, size, recomputes: false);
        var cache = 2 * text.Layers * pass.Rows * text.KeyValueHeads * text.HeadWidth * (pass.Length + newTokens) * size;
        var mask = pass.Rows > 1 ? 2 * pass.Positions * pass.Length * size : 0;
        var held = images.Pixels + cache + mask;
        return new PassMemory(held + Math.Max(Running(blocks), pass.Rows * text.Vocabulary * size), held);
    }

    /// <summary>Peak of blocks whose outputs all live until the last has run.</summary>
    private static long Running(IEnumerable<BlockMemory> blocks)
    {
        var (outputs, peak) = (0L, 0L);
        foreach (var block in blocks)
        {
            peak = Math.Max(peak, outputs + block.Forward);
            outputs += block.Output;
        }

        return peak;
    }

    /// <summary>Tower, projector and decoder in the order in which they run, and the pixels.</summary>
    private static (IReadOnlyList<BlockMemory> Blocks, (long Pixels, bool Reached) Images) Blocks(
        ISizedModel model, TrainedParts parts, PassShape pass, int size, bool recomputes)
    {
        var (blocks, pixels) = (new List<BlockMemory>(), 0L);
        var reached = parts.Any(null, ParameterRole.TokenEmbedding);
        var embedded = pass.Positions * model.Text.Hidden * size;
        if (pass.Images.Count > 0 && model.Vision(pass.Images) is { } shape)
        {
            var vision = new VisionMemory(shape, size, parts);
            var block = vision.Block();
            var inputs = shape.Patches * shape.Width * size;
            blocks.AddRange(Enumerable.Repeat(recomputes ? block.Recomputed(inputs) : block, shape.Blocks));
            blocks.Add(vision.Projector());
            (pixels, reached) = (vision.Pixels, reached || vision.IsReached);
            blocks.Add(new BlockMemory(0, 3 * shape.Features * model.Text.Hidden * size, 0, shape.Features * model.Text.Hidden * size, 0));
        }

        blocks.Add(new BlockMemory(0, 2 * embedded, 0, embedded, 0));
        var decoder = new DecoderMemory(model.Text, pass, size, parts);
        for (var layer = 0; layer < model.Text.Layers; layer++)
        {
            var block = decoder.Block(layer, ref reached);
            blocks.Add(recomputes ? block.Recomputed(embedded) : block);
        }

        return (blocks, (pixels, reached));
    }

    /// <summary>Logits of the answers in the model's type and in fp32, their log-softmax, and the gradients of both.</summary>
    private static (long Held, long Backward) Loss(ISizedModel model, TrainedParts parts, PassShape pass, int size)
    {
        var logits = pass.Answers * model.Text.Vocabulary;
        var held = logits * (Wide + size + (size < Wide ? Wide : 0));
        return (held, (logits * (Wide + size)) + parts.Bytes(null, ParameterRole.Head));
    }

    private static int SizeOf(ISizedModel model) => (int)model.Parameters[0].Value.element_size();
}
