namespace LmmCl.Reports.Html;

/// <summary>The built page (src/Page/dist), embedded in this assembly.</summary>
internal static class PageAssets
{
    /// <summary>The document, which names the other two.</summary>
    internal const string Document = "page/index.html";

    /// <summary>The script.</summary>
    internal const string Script = "page/page.js";

    /// <summary>The style sheet.</summary>
    internal const string Style = "page/page.css";

    /// <summary>The content of an asset.</summary>
    internal static byte[] Read(string asset)
    {
        using var resource = typeof(PageAssets).Assembly.GetManifestResourceStream(asset)
            ?? throw new InvalidOperationException($"the program was built without '{asset}'.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
