namespace LmmCl.Tests;

/// <summary>Number of random inputs that a parser is given: 20,000, a million with LMMCL_SLOW_TESTS=1.</summary>
internal static class FuzzedInputs
{
    public static int Count { get; } = Environment.GetEnvironmentVariable("LMMCL_SLOW_TESTS") == "1" ? 1_000_000 : 20_000;
}
