using LmmCl.Abstractions;

namespace LmmCl.Data.Llava;

/// <summary>A problem in a field of a record.</summary>
/// <param name="Place">The record.</param>
/// <param name="Field">The field, such as <c>conversations</c>, 1, <c>value</c>.</param>
/// <param name="Problem">Description of the problem.</param>
/// <param name="Fix">Suggested fix.</param>
internal sealed record LlavaComplaint(RecordPlace Place, IReadOnlyList<object> Field, string Problem, string Fix)
{
    /// <summary>True if this is only a note: the record is usable as it is.</summary>
    public bool IsNote { get; init; }

    /// <summary>Converts the complaint to an error that stops reading.</summary>
    public InputException AsError() => Place.Wrong(Field, Problem, Fix);
}
