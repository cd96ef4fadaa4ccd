using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LmmCl.Data.Yaml;

/// <summary>
/// Reads YAML files in which every key must be known: errors name file and field, and unknown keys are reported with near matches.
/// </summary>
public static class StrictYaml
{
    /// <summary>Loads the file's only document.</summary>
    /// <exception cref="InputException">
    /// The file is missing, is not YAML, exceeds the <see cref="YamlBounds"/>, or does not hold exactly one document.
    /// </exception>
    public static YamlPlace Load(string file)
    {
        try
        {
            var bytes = System.IO.File.ReadAllBytes(file);
            var start = FileSniff.CheckText(file, bytes);
            return Parse(System.Text.Encoding.UTF8.GetString(bytes.AsSpan(start)), file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, "the file cannot be read.", error.Message, error);
        }
    }

    /// <summary>Parses the only document in a text; <paramref name="file"/> names it in messages.</summary>
    /// <exception cref="InputException">As for <see cref="Load"/>.</exception>
    public static YamlPlace Parse(string text, string file)
    {
        try
        {
            YamlBounds.Check(text, file);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1
                ? new YamlPlace(file, "", stream.Documents[0].RootNode)
                : throw new InputException(file, $"one YAML document is expected, {stream.Documents.Count} are there.");
        }
        catch (YamlException error)
        {
            throw IndentedByTab(text) is { } line
                ? new InputException($"{file}: line {line}", "the line is indented by a tab.", "YAML allows only blanks there.", error)
                : new InputException($"{file}: line {error.Start.Line}", "this is not valid YAML.", Reason(error), error);
        }
        catch (Exception error) when (error is not InputException)
        {
            // The scanner reports some invalid states as exceptions without a line.
            throw new InputException(file, "this is not valid YAML.", inner: error);
        }
    }

    /// <summary>The first line whose indentation has a tab; the scanner names the beginning of the block instead.</summary>
    private static int? IndentedByTab(string text)
    {
        var lines = text.Split('\n');
        var found = Array.FindIndex(lines, line => line.Length > line.TrimStart().Length
            && line[..^line.TrimStart().Length].Contains('\t', StringComparison.Ordinal) && line.Trim().Length > 0);
        return found < 0 ? null : found + 1;
    }

    private static string Reason(YamlException error)
    {
        var reason = error.InnerException?.Message ?? error.Message;
        return reason.EndsWith('.') ? reason : reason + ".";
    }
}
