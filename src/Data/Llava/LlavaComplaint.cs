using LmmCl.Abstractions;

namespace LmmCl.Data.Llava;

/// <summary>Something wrong with a field of a record.</summary>
/// <param name="Place">The record.</param>
/// <param name="Field">The field, such as <c>conversations</c>, 1, <c>value</c>.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Fix">What to do.</param>
internal sealed record LlavaComplaint(RecordPlace Place, IReadOnlyList<object> Field, string Problem, string Fix)
{
    /// <summary>As an error that stops the reading.</summary>
    public InputException AsError() => Place.Wrong(Field, Problem, Fix);
}
