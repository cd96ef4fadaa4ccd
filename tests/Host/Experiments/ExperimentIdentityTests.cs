using LmmCl.Runs.Experiments;

namespace LmmCl.Host.Tests.Experiments;

public sealed class ExperimentIdentityTests
{
    private static string? Difference(string now, string recorded) => new ExperimentIdentity(now, default).DifferenceFrom(recorded);

    [Fact]
    public void An_option_that_is_younger_than_the_record_counts_with_its_default() => Assert.Null(Difference(
        """{"seed":1,"evaluation":{"limit":null,"batch_size":8,"probe_captions":null,"probe_samples":64,"layer_probe_samples":0}}""",
        """{"seed":1,"evaluation":{"batch_size":8}}"""));

    [Theory]
    [InlineData("""{"evaluation":{"batch_size":8,"layer_probe_samples":4}}""", "evaluation.layer_probe_samples was 0, now it is 4")]
    [InlineData("""{"evaluation":{"batch_size":9}}""", "evaluation.batch_size was 8, now it is 9")]
    [InlineData("""{"dtype":"bfloat16","evaluation":{"batch_size":8}}""", "dtype was \"float32\", now it is \"bfloat16\"")]
    [InlineData("""{"seed":2,"evaluation":{"batch_size":8}}""", "seed was absent, now it is 2")]
    public void Anything_else_is_a_difference(string now, string difference) =>
        Assert.Equal(difference, Difference(Full(now), """{"evaluation":{"batch_size":8}}"""));

    private static string Full(string spec) => ExperimentIdentity.Completed(System.Text.Json.Nodes.JsonNode.Parse(spec))!.ToJsonString();
}
