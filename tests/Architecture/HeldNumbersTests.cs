using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Architecture.Tests;

/// <summary>docs/adr/0016-numbers-outlive-their-call.md says why.</summary>
public class HeldNumbersTests
{
    private static readonly HeldNumbers rule = new(typeof(torch).Assembly.Location);

    private static IEnumerable<string> Names =>
        Directory.GetFiles(AppContext.BaseDirectory, "LmmCl.*.dll")
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.EndsWith(".Tests.dll", StringComparison.Ordinal));

    public static TheoryData<string> Assemblies() => [.. Names];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Numbers_given_to_a_tensor_operation_outlive_it(string assembly) =>
        Assert.Empty(rule.Violations(Path.Combine(AppContext.BaseDirectory, assembly)));

    [Fact]
    public void Every_part_of_ours_and_every_plugin_is_looked_at()
    {
        var projects = Repository.Files("src", "*.csproj").Concat(Repository.Files("plugins", "*.csproj"));

        Assert.Equal(
            projects.Select(path => Path.GetFileNameWithoutExtension(path) + ".dll").Order(StringComparer.Ordinal),
            Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_templates_method_keeps_the_rule() =>
        Assert.Empty(rule.Violations(typeof(Anchored.AnchoredMethod).Assembly.Location, type => type.Namespace == nameof(Anchored)));

    [Theory]
    [InlineData(nameof(Examples.Converted), "op_Implicit(System.Double)")]
    [InlineData(nameof(Examples.Multiplied), "op_Multiply(TorchSharp.torch/Tensor,System.Double)")]
    [InlineData(nameof(Examples.Added), "op_Addition(TorchSharp.torch/Tensor,TorchSharp.torch/Tensor)")]
    [InlineData(nameof(Examples.Squared), "square()")]
    [InlineData(nameof(Examples.Delegated), "square()")]
    [InlineData(nameof(Examples.NeverDisposedOf), "op_Implicit(System.Double)")]
    [InlineData(nameof(Examples.OptimiserOfTheLibrary), "SGD")]
    public void A_number_that_nothing_holds_is_found(string method, string call)
    {
        var found = Found(method);

        Assert.Contains(found, violation => violation.Contains(call, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(nameof(Examples.HeldByALocal))]
    [InlineData(nameof(Examples.HeldByAField))]
    [InlineData(nameof(Examples.HeldByNumbers))]
    public void A_number_that_is_held_is_in_order(string method) => Assert.Empty(Found(method));

    private static List<string> Found(string method) =>
    [
        .. rule.Violations(typeof(Examples).Assembly.Location, type => type.FullName.Contains(nameof(Examples), StringComparison.Ordinal))
            .Where(violation => violation.Contains($"::{method}(", StringComparison.Ordinal)),
    ];

    private static class Examples
    {
        private static readonly Scalar half = 0.5;

        public static Tensor Converted(Tensor x) => x.mul(0.5);

        public static Tensor Multiplied(Tensor x) => x * 0.5;

        public static Tensor Added(Tensor x) => x + x;

        public static Tensor Squared(Tensor x) => x.square();

        public static Func<Tensor> Delegated(Tensor x) => x.square;

        public static Tensor NeverDisposedOf(Tensor x)
        {
            Scalar number = 0.5;
            return x.mul(number);
        }

        public static optim.Optimizer OptimiserOfTheLibrary(TorchSharp.Modules.Parameter x) => optim.SGD([x], 0.1);

        public static Tensor HeldByALocal(Tensor x)
        {
            using Scalar number = 0.5;
            return x.mul(number);
        }

        public static Tensor HeldByAField(Tensor x) => x.mul(half);

        public static Tensor HeldByNumbers(Tensor x) => x.pow(Numbers.Of(2)).Plus(x.Times(0.5));
    }
}
