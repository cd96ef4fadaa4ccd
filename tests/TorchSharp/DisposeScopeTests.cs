using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.TorchSharp.Tests;

public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_frees_what_was_made_inside()
    {
        var before = Expect.LiveTensors();
        Tensor inner;
        using (NewDisposeScope())
        {
            inner = zeros(2) + ones(2);
            Assert.Equal(before + 3, Expect.LiveTensors());
        }

        Assert.True(inner.IsInvalid);
        Assert.Equal(before, Expect.LiveTensors());
    }

    [Fact]
    public void A_tensor_can_move_out_one_scope_at_a_time()
    {
        Tensor moved;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                moved = zeros(2).MoveToOuterDisposeScope();
            }

            Assert.False(moved.IsInvalid);
        }

        Assert.True(moved.IsInvalid);
    }

    [Fact]
    public void A_detached_tensor_outlives_every_scope()
    {
        Tensor kept;
        using (NewDisposeScope())
        {
            kept = zeros(2).DetachFromDisposeScope();
        }

        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Everything_but_the_result_can_go_early()
    {
        using var scope = NewDisposeScope();
        var first = zeros(2);
        var result = scope.DisposeEverythingBut(first + 1);

        Assert.True(first.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
        Expect.Values(result, [1, 1]);
    }

    [Fact]
    public void Disposing_inside_a_scope_leaves_the_scope()
    {
        using var scope = NewDisposeScope();
        var (first, second) = (zeros(1), zeros(1));
        first.Dispose();
        first.Dispose();

        Assert.False(scope.Contains(first));
        Assert.True(scope.Contains(second));
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void A_tensor_without_a_scope_can_join_one()
    {
        var loose = zeros(1);
        using (var scope = NewDisposeScope())
        {
            scope.Attach(loose);
        }

        Assert.True(loose.IsInvalid);
    }

    [Fact]
    public void A_parameter_takes_the_place_of_the_tensor_that_it_was_made_of()
    {
        using var scope = NewDisposeScope();
        var data = zeros(2);
        var parameter = nn.Parameter(data);

        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.True(scope.Contains(parameter));
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Scopes_of_two_threads_do_not_meet()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = zeros(1));
        thread.Start();
        thread.Join();

        Assert.False(scope.Contains(other!));
        other!.Dispose();
    }

    [Fact]
    public void The_statistics_count_what_is_alive()
    {
        DisposeScopeManager.Statistics.Reset();
        using (NewDisposeScope())
        {
            zeros(1);
            zeros(1).DetachFromDisposeScope().Dispose();
            Assert.Equal(1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            Assert.Equal(2, DisposeScopeManager.Statistics.CreatedInScopeCount);
            Assert.Equal(1, DisposeScopeManager.Statistics.DetachedFromScopeCount);
        }

        Assert.Equal(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_thousand_training_steps_leave_the_count_of_tensors_where_it_was()
    {
        using var model = nn.Sequential(nn.Linear(4, 8), nn.GELU(), nn.LayerNorm(8), nn.Linear(8, 2));
        using var optimizer = optim.AdamW(model.parameters());
        using var inputs = randn(3, 4);
        using var targets = tensor(new long[] { 0, 1, 1 });
        long before = 0;
        for (var step = 0; step <= 1000; step++)
        {
            using (NewDisposeScope())
            {
                optimizer.zero_grad();
                nn.functional.cross_entropy(model.call(inputs), targets).backward();
                nn.utils.clip_grad_norm_(model.parameters(), 1);
                optimizer.step();
            }

            before = step == 0 ? Expect.LiveTensors() : before;
        }

        Assert.Equal(before, Expect.LiveTensors());
    }
}
