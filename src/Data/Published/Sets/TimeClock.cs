namespace LmmCl.Data.Published.Sets;

/// <summary>
/// timeclock: reading analogue clocks. The publisher's repository holds only the test split. No published script generates the study's
/// training file, so the training split is read from user-supplied files with rows of the same form.
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
