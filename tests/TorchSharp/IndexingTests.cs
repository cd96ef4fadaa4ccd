using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.TorchSharp.Tests;

public sealed class IndexingTests
{
    [Fact]
    public void Numbers_ranges_and_ellipses_select_as_in_Python()
    {
        using var scope = NewDisposeScope();
        var t = arange(24).reshape(2, 3, 4);

        Assert.Equal([17, 18], Expect.Integers(t[1, 1, 1..3]));
        Assert.Equal([3, 7, 11, 15, 19, 23], Expect.Integers(t[TensorIndex.Ellipsis, ^1]));
        Assert.Equal([3, 7, 11, 15, 19, 23], Expect.Integers(t[TensorIndex.Ellipsis, -1]));
        Assert.Equal([12, 14, 16, 18, 20, 22], Expect.Integers(t[1, TensorIndex.Colon, TensorIndex.Slice(step: 2)]));
        Assert.Equal([0, 1, 4, 5, 8, 9], Expect.Integers(t[0, .., ..^2]));
        Assert.Equal([8, 9, 10, 11], Expect.Integers(t[0, 2]));
        Assert.Equal(23, t[1, 2, 3].item<long>());
    }

    [Fact]
    public void A_new_axis_has_size_one()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2, 1, 3], zeros(2, 3)[TensorIndex.Colon, TensorIndex.None].shape);
    }

    [Fact]
    public void Masks_and_index_tensors_pick_elements()
    {
        using var scope = NewDisposeScope();
        var t = arange(6).reshape(2, 3);

        Assert.Equal([4, 5], Expect.Integers(t[t > 3]));
        Assert.Equal([3, 4, 5, 0, 1, 2], Expect.Integers(t[tensor(new long[] { 1, 0 })]));
        Assert.Equal([5, 0], Expect.Integers(t[tensor(new long[] { 1, 0 }), tensor(new long[] { 2, 0 })]));
        Assert.Equal([1, 4], Expect.Integers(t[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 1 }))]));
    }

    [Fact]
    public void Assigning_through_an_index_writes_into_the_tensor()
    {
        using var scope = NewDisposeScope();
        var t = zeros(2, 3);
        t[0, 1] = tensor(5f);
        t[1, 1..] = tensor(new[] { 7f, 8f });
        t[t == 0] = tensor(-1f);

        Expect.Values(t, [-1, 5, -1, -1, 7, 8]);
    }

    [Fact]
    public void A_selection_is_a_view_and_a_copy_is_not()
    {
        using var scope = NewDisposeScope();
        var t = zeros(2, 2);
        t[0].fill_(3);
        t.clone().fill_(9);

        Expect.Values(t, [3, 3, 0, 0]);
    }

    [Fact]
    public void Data_follows_the_shape_of_a_tensor_that_is_not_contiguous()
    {
        using var scope = NewDisposeScope();
        var t = arange(6).reshape(2, 3).transpose(0, 1);

        Assert.Equal([0, 3, 1, 4, 2, 5], t.data<long>().ToArray());
        Assert.Equal(4, t.data<long>()[1, 1]);
        Assert.Equal(4, t.data<long>()[3]);
    }

    [Fact]
    public void Bytes_are_the_tensors_own_memory()
    {
        using var scope = NewDisposeScope();
        var t = zeros(2, dtype: ScalarType.Float32);
        BitConverter.TryWriteBytes(t.bytes[4..], 1.5f);

        Expect.Values(t, [0, 1.5]);
    }

    [Fact]
    public void Reading_with_another_type_than_the_tensors_is_refused()
    {
        using var t = zeros(2);
        var problem = Assert.Throws<ArgumentException>(() => t.data<long>());
        Assert.Contains("Float32", problem.Message);
    }
}
