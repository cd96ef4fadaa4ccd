namespace LmmCl.Tests;

/// <summary>A test of minutes and gigabytes, which runs only with <c>LMMCL_SLOW_TESTS=1</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowFactAttribute : FactAttribute
{
    public SlowFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("LMMCL_SLOW_TESTS") == "1" ? null : "it takes minutes; set LMMCL_SLOW_TESTS=1 to run it";
}
