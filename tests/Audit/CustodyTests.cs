using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Audit.Tests;

public sealed class CustodyTests
{
    private static readonly ContentHash frozen = ContentHash.Of("frozen");
    private static readonly ContentHash first = ContentHash.Of("first checkpoint");

    [Fact]
    public void A_stage_that_kept_to_what_it_said_is_no_fault() =>
        Assert.Empty(Faults(Verified(1), Written(1, first), Started(2, first)));

    [Fact]
    public void A_frozen_parameter_that_changed_is_a_fault() =>
        IsFault("did not keep to", Verified(1) with { FrozenAfter = first }, Written(1, first));

    [Fact]
    public void A_trained_parameter_that_did_not_change_is_a_fault() =>
        IsFault("lm_head.weight", Verified(1) with { Violations = ["lm_head.weight"] }, Written(1, first));

    [Fact]
    public void A_checkpoint_whose_parameters_nobody_compared_is_a_fault() =>
        IsFault("nobody compared", Written(1, first));

    [Theory]
    [InlineData(null)]
    [InlineData("another checkpoint")]
    public void A_stage_must_begin_where_the_one_before_ended(string? parent) =>
        IsFault("the stage before ended with", Verified(1), Written(1, first), Started(2, parent is null ? null : ContentHash.Of(parent)));

    [Fact]
    public void A_stage_that_changed_nothing_of_what_it_trained_is_noted()
    {
        Assert.Empty(Custody.FindNotes("demo", History(Verified(1))));
        Assert.Equal(
            ["stage 1 of 'demo' changed none of the 4 parameters that it trained."],
            Custody.FindNotes("demo", History(Verified(1) with { ChangedTensors = 0 })));
    }

    private static ParametersVerified Verified(int stage) => new(new StageId(stage), 10, frozen, frozen, 4, 4, []);

    private static CheckpointWritten Written(int stage, ContentHash manifest) =>
        new(new StageId(stage), $"checkpoints/stage-{stage}", manifest, 4, 1000);

    private static StageStarted Started(int stage, ContentHash? parent) => new(new StageId(stage), "docvqa", parent, frozen, 16);

    private static void IsFault(string said, params IExperimentEvent[] events) =>
        Assert.Contains(said, Assert.Single(Faults(events)).Problem, StringComparison.Ordinal);

    private static IEnumerable<AuditFinding> Faults(params IExperimentEvent[] events) => Custody.FindFaults("demo", History(events));

    private static IEnumerable<RecordedEvent> History(params IExperimentEvent[] events) =>
        events.Select((happened, index) => new RecordedEvent(index + 1, index + 1, DateTimeOffset.UnixEpoch, happened));
}
