namespace LmmCl.Events;

/// <summary>Kind of prompts that a benchmark was evaluated with.</summary>
public enum PromptMode
{
    /// <summary>The prompts as the benchmark intends them.</summary>
    Default,

    /// <summary>The prompts as the reference implementation sends them.</summary>
    AsPublished,
}
