using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Runs.Planning;

/// <summary>Assumptions of a plan where weights, data or the device are not here.</summary>
public sealed record PlanOptions
{
    /// <summary>A <c>config.json</c> to plan by; null for the one beside the weights.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Memory of the device in bytes; null asks this machine.</summary>
    public long? Memory { get; init; }

    /// <summary>Size of the picture of every example, without data.</summary>
    public ImageSize Picture { get; init; } = new(768, 1024);

    /// <summary>Tokens of an example's text with its answer, without data.</summary>
    public int TextTokens { get; init; } = 128;

    /// <summary>Tokens of an example's answer, without data.</summary>
    public int AnswerTokens { get; init; } = 16;
}
