using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LmmCl.Modeling.Files;
using LmmCl.Reports.Frames;

namespace LmmCl.Reports.Html;

/// <summary>
/// The live page as one self-contained file about some experiments. It asks for nothing from outside: its content policy allows its own
/// script and style by their hashes, pictures within the file, and nothing else.
/// </summary>
internal static class PageFile
{
    private const string ScriptTag = "<script type=\"module\" crossorigin src=\"/assets/page.js\"></script>";

    private const string StyleTag = "<link rel=\"stylesheet\" crossorigin href=\"/assets/page.css\">";

    /// <summary>Writes the file; an existing one is replaced atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="experiments">The experiments.</param>
    /// <param name="matched">What <c>lmmcl compare --matched --format json</c> prints of them; null for a single one.</param>
    /// <param name="answers">Answers by experiment and benchmark, as the service's API lists them; null to leave them out.</param>
    internal static void Write(string path, IEnumerable<ExperimentFrames> experiments, JsonNode? matched, JsonNode? answers) =>
        DurableFile.Write(path, Encoding.UTF8.GetBytes(Render(experiments, matched, answers)));

    /// <summary>Renders the file as text.</summary>
    internal static string Render(IEnumerable<ExperimentFrames> experiments, JsonNode? matched, JsonNode? answers)
    {
        var content = new JsonObject
        {
            ["experiments"] = new JsonArray([.. experiments.Select(frames => frames.ToJson())]),
            ["matched"] = matched?.DeepClone(),
            ["answers"] = answers?.DeepClone(),
        };
        var (script, style) = (Text(PageAssets.Script), Text(PageAssets.Style));
        var policy = $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; "
            + "img-src data:; base-uri 'none'; form-action 'none'";
        return Text(PageAssets.Document)
            .Replace(
                "<meta charset=\"utf-8\" />",
                $"<meta charset=\"utf-8\" /><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\" />")
            .Replace(StyleTag, $"<style>{style}</style>")
            .Replace(
                ScriptTag,
                $"<script type=\"application/json\" id=\"lmmcl-data\">{Json(content)}</script><script type=\"module\">{script}</script>");
    }

    /// <summary>Angle brackets in the JSON are escaped, so no text in it can end the script element.</summary>
    private static string Json(JsonObject content) => content.ToJsonString(FrameText.Options);

    private static string Text(string asset) => Encoding.UTF8.GetString(PageAssets.Read(asset));

    private static string Hash(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
