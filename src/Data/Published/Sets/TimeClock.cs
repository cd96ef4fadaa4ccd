namespace LmmCl.Data.Published.Sets;

/// <summary>
/// timeclock: reading analogue clocks. The publisher's repository holds the test; the study's training file comes from no published script,
/// so training reads rows of the same form from whoever has them.
/// </summary>
internal static class TimeClock
{
    public static PublishedSet Set { get; } = new(
        "timeclock",
        "timeclock",
        [
            new(PublishedSplit.Train, "train", null),
            new(PublishedSplit.Test, "train", null) { Repository = "AvaXiao/clockreading-time" },
        ],
        ClockLayouts.All)
    {
        Summary = "reading analogue clocks",
        AnswerForm = "HH:MM",
    };
}
