using LmmCl.Data.Batches;
using LmmCl.Data.Conversations;

namespace LmmCl.Data.Tests.Batches;

/// <summary>Where a row that is too long is cut.</summary>
public class LengthLimitTests
{
    private const int End = 9;
    private const int Picture = EncodedConversation.PicturePlaceholder;
    private const int No = EncodedConversation.Ignored;

    [Fact]
    public void A_row_is_cut_in_the_text_of_its_answer()
    {
        var text = Row([1, 2, 3, 11, 12, 13, End], [No, No, No, 11, 12, 13, End]);

        Assert.Equal([1, 2, 3, 11, 12], Cut(text, 5)!.InputIds);
        Assert.Equal([No, No, No, 11, 12], Cut(text, 5)!.Labels);
    }

    [Fact]
    public void A_row_of_the_limits_length_stays_whole()
    {
        var text = Row([1, 2, 11, End], [No, No, 11, End]);

        Assert.Equal(text.InputIds, Cut(text, 4)!.InputIds);
    }

    [Fact]
    public void The_end_of_the_only_answer_is_never_cut_alone()
    {
        Assert.Null(Cut(Row([1, 2, 11, 12, End, 5], [No, No, 11, 12, End, No]), 4));
    }

    [Fact]
    public void A_row_is_cut_back_to_the_answer_before_rather_than_lose_an_end_alone()
    {
        var text = Row([1, 11, End, 2, 12, End], [No, 11, End, No, 12, End]);

        Assert.Equal([1, 11, End], Cut(text, 5)!.InputIds);
    }

    [Fact]
    public void A_cut_in_a_question_removes_the_question()
    {
        var text = Row([1, 11, End, 2, 3, 4, 12, End], [No, 11, End, No, No, No, 12, End]);

        Assert.Equal([1, 11, End], Cut(text, 5)!.InputIds);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void A_picture_is_never_cut(int limit)
    {
        Assert.Null(Cut(Row([1, Picture, 2, 11, 12, End], [No, No, No, 11, 12, End]), limit, pictureTokens: 5));
    }

    [Fact]
    public void A_row_without_a_learned_token_in_the_limit_cannot_be_cut()
    {
        Assert.Null(Cut(Row([1, Picture, 2, 11, 12, End], [No, No, No, 11, 12, End]), 7, pictureTokens: 5));
        Assert.Equal([1, Picture, 2, 11], Cut(Row([1, Picture, 2, 11, 12, End], [No, No, No, 11, 12, End]), 8, pictureTokens: 5)!.InputIds);
    }

    private static EncodedConversation Row(int[] ids, int[] labels) => new(ids, labels);

    private static EncodedConversation? Cut(EncodedConversation text, int limit, params int[] pictureTokens) =>
        new LengthLimit(limit, OverlongRecords.Cut).Cut(text, pictureTokens, End);
}
