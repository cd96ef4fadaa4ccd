using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tests.Small;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Generation;

[Collection(LiveTensors.Name)]
public sealed class GreedyDecoderTests : IDisposable
{
    private readonly LlavaOnevisionModel model = SmallModel.Create(4);

    [Fact]
    public void A_row_of_a_batch_is_continued_as_if_it_were_alone_whatever_its_neighbours_do()
    {
        int[] lengths = [9, 3, 6, 1];
        using var batch = SmallModel.Texts(left: true, lengths);
        var endless = GreedyDecoder.Generate(model, batch, new(12, []));
        var end = endless[1][4];
        var options = new GenerationOptions(12, [end]);
        var together = GreedyDecoder.Generate(model, batch, options);
        for (var row = 0; row < lengths.Length; row++)
        {
            using var alone = Row(batch, row, lengths[row]);
            Assert.Equal(GreedyDecoder.Generate(model, alone, options)[0], together[row]);
            Assert.Equal(endless[row].TakeWhile(token => token != end), together[row]);
        }
    }

    [Fact]
    public void Every_token_is_what_a_whole_forward_pass_would_choose()
    {
        using var scope = NewDisposeScope();
        using var batch = SmallModel.Pictures((20, 20, true));
        var written = GreedyDecoder.Generate(model, batch, new(6, []))[0];
        long[] prompt = [.. batch.InputIds.data<long>().ToArray(), .. written.Select(token => (long)token)];
        using var whole = batch with
        {
            InputIds = tensor(prompt, [1, prompt.Length]),
            AttentionMask = ones(1, prompt.Length, dtype: ScalarType.Int64),
        };
        var chosen = model.Logits(whole).argmax(-1).data<long>().ToArray();
        Assert.Equal(written.Select(token => (long)token), chosen.Skip(prompt.Length - written.Count - 1).Take(written.Count));
    }

    [Fact]
    public void The_observer_sees_the_scores_of_the_rows_still_written()
    {
        using var batch = SmallModel.Texts(left: true, 5, 2);
        var endless = GreedyDecoder.Generate(model, batch, new(5, []));
        var end = endless[0].First(token => token != endless[1][0]);
        var seen = new List<string>();
        GreedyDecoder.Generate(model, batch, new(5, [end]), (step, rows, logits) =>
            seen.Add($"{step}: {string.Join(' ', rows)} [{string.Join(", ", logits.shape)}]"));
        Assert.Equal("0: 0 1 [2, 48]", seen[0]);
        Assert.All(seen, line => Assert.EndsWith(", 48]", line));
    }

    [Fact]
    public void No_new_tokens_are_no_tokens()
    {
        using var batch = SmallModel.Texts(left: true, 5, 2);
        Assert.All(GreedyDecoder.Generate(model, batch, new(0, [])), Assert.Empty);
    }

    [Fact]
    public void Prompts_padded_on_the_right_are_refused()
    {
        using var batch = SmallModel.Texts(left: false, 5, 2);
        var error = Assert.Throws<ArgumentException>(() => GreedyDecoder.Generate(model, batch, new(3, [])));
        Assert.Contains("padded on the left", error.Message);
    }

    [Fact]
    public void Generating_leaves_no_tensors_behind()
    {
        using var batch = SmallModel.Texts(left: true, 9, 3, 6);
        var end = GreedyDecoder.Generate(model, batch, new(8, []))[1][3];
        var before = Tensor.TotalCount;
        GreedyDecoder.Generate(model, batch, new(8, [end]));
        Assert.Equal(before, Tensor.TotalCount);
    }

    public void Dispose() => model.Dispose();

    private static Abstractions.MultimodalBatch Row(Abstractions.MultimodalBatch batch, int row, int length)
    {
        using var scope = NewDisposeScope();
        Tensor Cut(Tensor tensor) => tensor.narrow(0, row, 1).narrow(1, tensor.shape[1] - length, length).clone().MoveToOuterDisposeScope();
        return new(Cut(batch.InputIds), Cut(batch.AttentionMask), null, null, []);
    }
}
