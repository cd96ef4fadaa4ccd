using LmmCl.Architecture.Tests.Examples.Writing;

namespace LmmCl.Architecture.Tests.Examples.Reading;

internal sealed record ExampleLine(string Text);

internal static class ExampleReader
{
    public static ExampleFile Read(string text) => new([new ExampleLine(text)]);
}
