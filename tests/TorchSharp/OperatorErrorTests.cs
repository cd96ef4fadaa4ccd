using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace LmmCl.TorchSharp.Tests;

public sealed class OperatorErrorTests
{
    [Fact]
    public void Shapes_that_cannot_be_multiplied_throw_with_operator_shapes_and_types()
    {
        using var scope = NewDisposeScope();
        var problem = Assert.Throws<ExternalException>(() => zeros(2, 3).matmul(zeros(4, 5)));

        Assert.Contains("matmul", problem.Message);
        Assert.Contains("[2x3]", problem.Message);
        Assert.Contains("[4x5]", problem.Message);
        Assert.Contains("Float32", problem.Message);
        Assert.Contains("cannot be multiplied", problem.Message);
    }

    [Fact]
    public void The_process_goes_on_after_a_failed_operator()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ExternalException>(() => zeros(2).view(3));
        Assert.Throws<ExternalException>(() => zeros(2)[5]);
        Assert.Throws<ExternalException>(() => zeros(2) + zeros(3));
        Assert.Throws<ExternalException>(() => cat([zeros(2), zeros(2, 2)]));
        Assert.Throws<ExternalException>(() => nn.functional.cross_entropy(zeros(2, 3), tensor(new long[] { 0, 7 })));

        Expect.Values(ones(2) + ones(2), [2, 2]);
    }

    [Fact]
    public void An_operator_that_libtorch_lacks_is_named()
    {
        var missing = new Operator("no_such_operator.Tensor");
        Assert.False(missing.Exists);
        Assert.Contains("no_such_operator.Tensor", Assert.Throws<ExternalException>(() => missing.Call(1L)).Message);
    }

    [Fact]
    public void A_missing_argument_is_named()
    {
        using var scope = NewDisposeScope();
        var problem = Assert.Throws<ExternalException>(() => new Operator("add.Tensor").Call(zeros(1)));
        Assert.Contains("'other'", problem.Message);
    }

    [Fact]
    public void A_disposed_tensor_is_refused()
    {
        var tensor = zeros(2);
        tensor.Dispose();
        Assert.True(tensor.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => tensor.sum());
    }

    [Fact]
    public void Backward_of_a_tensor_with_many_elements_says_why_not()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        Assert.Contains("scalar outputs", Assert.Throws<ExternalException>((x * 2).backward).Message);
    }

    [Fact]
    public void Every_operator_that_is_named_exists_or_has_a_stand_in()
    {
        var missing = typeof(Aten).GetFields()
            .Select(field => (Operator)field.GetValue(null)!)
            .Where(candidate => !candidate.Exists)
            .Select(candidate => candidate.Name);
        Assert.Empty(missing.Except(["scaled_dot_product_attention"]));
    }

    [Fact]
    public void An_unknown_device_is_refused()
    {
        Assert.Throws<ArgumentException>(() => device("gpu"));
        Assert.Throws<ArgumentException>(() => device("cuda:x"));
        Assert.Equal(1, new Device("cuda:1").index);
    }
}
