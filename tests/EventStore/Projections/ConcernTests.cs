using LmmCl.EventStore.Projections;

namespace LmmCl.EventStore.Tests.Projections;

public sealed class ConcernTests
{
    [Fact]
    public void Events_that_do_not_concern_the_matrix_leave_it_as_it_was()
    {
        var skipped = 0;
        var matrix = ScoreMatrix.Empty;
        foreach (var recorded in RandomHistories.From([.. RandomHistories.Numbers(2000)]))
        {
            var next = matrix.Apply(recorded);
            if (!ScoreMatrix.Concerns(recorded.What.GetType()))
            {
                Assert.Same(matrix, next);
                skipped++;
            }

            matrix = next;
        }

        Assert.InRange(skipped, 1, 1999);
    }
}
