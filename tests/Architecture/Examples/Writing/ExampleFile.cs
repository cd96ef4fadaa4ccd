using LmmCl.Architecture.Tests.Examples.Reading;

namespace LmmCl.Architecture.Tests.Examples.Writing;

internal sealed record ExampleFile(IReadOnlyList<ExampleLine> Lines);
