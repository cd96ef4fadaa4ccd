using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Tests.Progress;

public sealed class ProgressBlockTests
{
    private readonly Screen screen = new();
    private readonly ManualTime time = new();

    [Fact]
    public void Lines_are_redrawn_in_place_below_the_sentences_that_stay()
    {
        var block = Block(columns: 80, rows: 10);
        var (first, second) = (new ProgressLine(block, time), new ProgressLine(block, time));
        first.Begin("a: training", 100);
        second.Begin("b: evaluating", 50);

        time.Advance(TimeSpan.FromSeconds(10));
        first.Report(20, "loss 1.5");
        second.End("b: 50 answers in 10 s");

        Assert.Equal(["b: 50 answers in 10 s", "a: training: 20 of 100, 2/s, 40 s left, loss 1.5"], screen.Lines);
    }

    [Fact]
    public void A_line_whose_work_is_between_two_pieces_keeps_its_place()
    {
        var block = Block(columns: 80, rows: 10);
        var (first, second) = (new ProgressLine(block, time), new ProgressLine(block, time));
        first.Rest("a: preparing");
        second.Rest("b: preparing");

        first.Begin("a: training", 10);
        first.End("a: trained");

        Assert.Equal(["a: trained", "a: preparing", "b: preparing"], screen.Lines);
    }

    [Fact]
    public void Reports_that_come_quickly_are_drawn_a_few_times_a_second()
    {
        var line = new ProgressLine(Block(columns: 80, rows: 10), time);
        line.Begin("training", 100);

        line.Report(1);
        var before = screen.Lines;
        time.Advance(TimeSpan.FromMilliseconds(200));
        line.Report(2);

        Assert.Equal(["training: 0 of 100"], before);
        Assert.StartsWith("training: 2 of 100", Assert.Single(screen.Lines));
    }

    [Fact]
    public void What_a_terminal_has_no_room_for_is_cut()
    {
        var block = Block(columns: 12, rows: 3);
        foreach (var name in (string[])["first", "second", "third"])
        {
            block.Show(name, $"{name}: preparing", now: true);
        }

        Assert.Equal(["first: pre…", "second: pr…"], screen.Lines);
    }

    [Fact]
    public void A_block_without_lines_leaves_nothing_behind()
    {
        var line = new ProgressLine(Block(columns: 80, rows: 10), time);
        line.Begin("training", 100);

        line.Dispose();

        Assert.Equal([""], screen.Lines);
    }

    private ProgressBlock Block(int columns, int rows) => new(TestConsole.Create(screen, (columns, rows)), time);
}
