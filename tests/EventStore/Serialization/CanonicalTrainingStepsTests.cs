using System.Text.Json;
using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.EventStore.Tests.Serialization;

public sealed class CanonicalTrainingStepsTests
{
    [Fact]
    public void Canonical_steps_are_read_as_the_serializer_reads_them()
    {
        var random = new Random(1);
        for (var round = 0; round < 2_000; round++)
        {
            var data = EventTypes.Default.Encode(Draw(random));

            Assert.Equal(Deserialize(data)!, CanonicalTrainingSteps.TryRead(data)!, Same);
        }
    }

    [Fact]
    public void Altered_bytes_are_left_to_the_serializer_or_read_alike()
    {
        var random = new Random(2);
        var alphabet = "0123456789-+.eE\"{}[],:nptI "u8.ToArray();
        var left = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var data = EventTypes.Default.Encode(Draw(random)).ToList();
            var at = random.Next(data.Count);
            switch (random.Next(3))
            {
                case 0:
                    data[at] = alphabet[random.Next(alphabet.Length)];
                    break;
                case 1:
                    data.Insert(at, alphabet[random.Next(alphabet.Length)]);
                    break;
                default:
                    data.RemoveAt(at);
                    break;
            }

            byte[] altered = [.. data];
            if (CanonicalTrainingSteps.TryRead(altered) is { } read)
            {
                Assert.Equal(Deserialize(altered)!, read, Same);
            }
            else
            {
                left++;
            }
        }

        Assert.InRange(left, 5_000, 19_000);
    }

    [Theory]
    [InlineData("""{"points":[],"stage":1,"totalSteps":8}""")]
    [InlineData("""{"stage":1,"points":[],"totalSteps":8}""")]
    [InlineData("""{"points":[{"gradientNorm":"NaN","labelTokens":1,"learningRate":1,"loss":1,"seconds":1,"step":1}],"stage":1,"totalSteps":8}""")]
    public void Other_forms_are_left_to_the_serializer(string data)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(data);

        Assert.Null(CanonicalTrainingSteps.TryRead(bytes));
        Assert.IsType<TrainingProgressed>(EventTypes.Default.Decode("training-progressed", 1, bytes));
    }

    private static TrainingProgressed Draw(Random random)
    {
        double Number() => random.Next(6) switch
        {
            0 => 0,
            1 => random.Next(1_000_000),
            2 => random.NextDouble(),
            3 => random.NextDouble() * Math.Pow(10, random.Next(-300, 300)),
            4 => -random.NextDouble(),
            _ => double.Epsilon * random.Next(100),
        };

        return new(
            new(random.Next(6)),
            random.Next(1, 100_000),
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(step =>
                new TrainingPoint(step + 1, Number(), Number(), Number(), random.NextInt64(), Number()))]);
    }

    private static TrainingProgressed? Deserialize(byte[] data) =>
        (TrainingProgressed?)JsonSerializer.Deserialize(data, typeof(TrainingProgressed), CanonicalJson.Options);

    private static bool Same(TrainingProgressed one, TrainingProgressed other) =>
        (one.Stage, one.TotalSteps) == (other.Stage, other.TotalSteps) && one.Points.SequenceEqual(other.Points);
}
