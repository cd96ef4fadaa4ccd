using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers;
using LmmCl.Runs.Workers.Spool;
using LmmCl.Training.Optimisation;

namespace LmmCl.Workers.Tests;

public sealed class MessageLineTests
{
    private const int Cases = 2000;

    private static readonly string good = MessageLine.Of<WorkerMessage>(new ProgressBegan("\"so\"\n", 3, 1));

    private static readonly ExperimentSpec spec = new()
    {
        Experiment = "größe",
        Label = "llm",
        Model = "/m",
        World = "/w.yaml",
        Skills = ["a", "b"],
        Settings = { ["recipe"] = "llm", ["alpha"] = 0.1, ["deep"] = new JsonObject { ["list"] = new JsonArray(1, true) } },
        Training = new TrainingOptions { LearningRate = 1e-5 / 3, LossWeighting = LossWeighting.MicroBatchMeans, MaxSteps = 3 },
        Evaluation = new EvaluationOptions { Limit = 2, ProbeCaptions = "/c.json" },
        AsPublished = true,
    };

    [Fact]
    public void A_request_arrives_as_it_was_sent()
    {
        var sent = new DoWork(StageWork.Probe, 3, spec, "/runs", new PluginSearchPath("/p", ["/q"]), "/m.json", []);

        var line = MessageLine.Of<HostMessage>(sent);
        var arrived = Assert.IsType<DoWork>(MessageLine.Parse<HostMessage>(line));

        Assert.DoesNotContain('\n', line);
        Assert.Equal(spec.Settings.ToJsonString(), arrived.Spec.Settings.ToJsonString());
        Assert.Equal((spec.Training, spec.Evaluation), (arrived.Spec.Training, arrived.Spec.Evaluation));
        Assert.Equal(line, MessageLine.Of<HostMessage>(arrived));
    }

    [Fact]
    public void An_event_arrives_in_its_canonical_form_numbers_that_are_none_included()
    {
        var points = new TrainingProgressed(new StageId(1), 10, [new(1, double.NaN, 1e-3, double.PositiveInfinity, 64, 0.1)]);
        var sent = new DoWork(StageWork.Train, 1, spec, "/runs", new PluginSearchPath("/p", []), "/m.json", [EventLine.Of(points)]);

        var arrived = Assert.IsType<DoWork>(MessageLine.Parse<HostMessage>(MessageLine.Of<HostMessage>(sent)));

        Assert.Equal(points.Points, Assert.IsType<TrainingProgressed>(Assert.Single(arrived.Events).ToEvent()).Points);
    }

    [Fact]
    public void Any_line_is_a_message_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), IsAnsweredInOrder).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void A_message_with_letters_exchanged_is_a_message_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(int Place, char Letter)[]>(), changes => IsAnsweredInOrder(Spoiled(changes)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void Spoiling_shows()
    {
        Assert.True(IsMessage(good));
        Assert.False(IsMessage(Spoiled([(0, 'x')])));
    }

    private static bool IsAnsweredInOrder(string? line)
    {
        IsMessage(line ?? "");
        return true;
    }

    private static bool IsMessage(string line)
    {
        try
        {
            return MessageLine.Parse<WorkerMessage>(line) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Spoiled(IEnumerable<(int Place, char Letter)> changes)
    {
        var letters = good.ToCharArray();
        foreach (var (place, letter) in changes)
        {
            letters[(int)((uint)place % letters.Length)] = letter;
        }

        return new string(letters);
    }
}
