using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers;

/// <summary>Text before and after a question.</summary>
internal sealed record PromptFrame(string Before, string After)
{
    public const string OptionLetter = "Answer with the option's letter from the given choices directly.";

    public const string WordOrPhrase = "\nAnswer the question using a single word or phrase.";

    /// <summary>Returns before, question and after, concatenated.</summary>
    public string Around(string question) => Before + question + After;

    /// <summary>
    /// Returns the prompt of the six tasks whose settings dictionary is passed as the first prompt parameter: its Python text, then the
    /// question, without an instruction. The dictionary contains the frame twice, as the entry <c>default</c> and flattened.
    /// </summary>
    public string AsPublished(string question)
    {
        (string, string)[] frame = [("pre_prompt", PythonRepr.Of(Before)), ("post_prompt", PythonRepr.Of(After))];
        return PythonRepr.Of([("default", PythonRepr.Of(frame)), .. frame]) + question;
    }
}
