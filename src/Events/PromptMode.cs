namespace LmmCl.Events;

/// <summary>Which prompts a benchmark was asked with.</summary>
public enum PromptMode
{
    /// <summary>The prompts that the benchmark means.</summary>
    Default,

    /// <summary>The prompts as the reference implementation sends them.</summary>
    AsPublished,
}
