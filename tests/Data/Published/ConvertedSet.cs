using LmmCl.Data.Llava;
using LmmCl.Data.Published.Conversion;
using LmmCl.Data.Published.Sets;

namespace LmmCl.Data.Tests.Published;

/// <summary>A conversion into a folder of its own.</summary>
internal sealed class ConvertedSet : IDisposable
{
    private readonly DataFolder folder = new();

    public string Root => folder.Root;

    public string Output => folder.PathOf("out");

    public string PathOf(string name) => folder.PathOf(name);

    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>Writes a published sample and converts it.</summary>
    public IReadOnlyList<LlavaRecord> Sample(string sample) =>
        Records(Convert(sample, LmmCl.Tests.PublishedSamples.WriteOf(sample, folder.Root)));

    public ConversionReport Convert(string sample, params string[] sources) => Converter.Run(Request(sample, sources), default);

    public ConversionRequest Request(string sample, params string[] sources)
    {
        var set = PublishedSets.Find(sample.Split('/')[0]);
        return new(set, set.Split(sample.Split('/')[1]), sources, Output);
    }

    public static IReadOnlyList<LlavaRecord> Records(ConversionReport report) => LlavaFile.Read(report.Data);

    public void Dispose() => folder.Dispose();
}
