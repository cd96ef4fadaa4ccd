using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Tests.Experiments;

public sealed class ExperimentIdentityTests
{
    private static string? Difference(string now, string recorded) => new ExperimentIdentity(now, default).DifferenceFrom(recorded);

    [Fact]
    public void An_option_that_is_younger_than_the_record_counts_with_its_default() => Assert.Null(Difference(
        """{"seed":1,"evaluation":{"limit":null,"batch_size":8,"probe_captions":null,"probe_samples":64,"layer_probe_samples":0}}""",
        """{"seed":1,"evaluation":{"batch_size":8}}"""));

    [Theory]
    [InlineData("""{"evaluation":{"batch_size":8,"layer_probe_samples":4}}""", "evaluation.layer_probe_samples was 0, now it is 4")]
    [InlineData("""{"evaluation":{"batch_size":8,"limit":3}}""", "evaluation.limit was absent, now it is 3")]
    [InlineData("""{"dtype":"bfloat16","evaluation":{"batch_size":8}}""", "dtype was \"float32\", now it is \"bfloat16\"")]
    [InlineData("""{"seed":2,"evaluation":{"batch_size":8}}""", "seed was absent, now it is 2")]
    public void Anything_else_is_a_difference(string now, string difference) =>
        Assert.Equal(difference, Difference(Full(now), """{"evaluation":{"batch_size":8}}"""));

    [Fact]
    public void Batch_sizes_may_vary_between_runs_of_an_experiment() => Assert.Null(Difference(
        Full("""{"training":{"micro_batch":2},"evaluation":{"batch_size":4}}"""),
        """{"training":{"micro_batch":8},"evaluation":{"batch_size":8}}"""));

    [Theory]
    [InlineData("""{"training":{"micro_batch":2},"as_published":true}""", """{"training":{"micro_batch":8},"as_published":true}""")]
    [InlineData("""{"training":{"micro_batch":2,"loss_weighting":1}}""", """{"training":{"micro_batch":8,"loss_weighting":1}}""")]
    public void A_micro_batch_that_is_averaged_by_itself_decides_the_outcome(string now, string recorded) =>
        Assert.Equal("training.micro_batch was 8, now it is 2", Difference(Full(now), recorded));

    private static string Full(string spec) => ExperimentIdentity.Completed(System.Text.Json.Nodes.JsonNode.Parse(spec))!.ToJsonString();
}
