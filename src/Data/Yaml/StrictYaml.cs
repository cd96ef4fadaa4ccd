using LmmCl.Abstractions;
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
            return Parse(System.IO.File.ReadAllText(file), file);
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
            throw new InputException($"{file}: line {error.Start.Line}", "this is not valid YAML.", Reason(error), error);
        }
        catch (Exception error) when (error is not InputException)
        {
            // The scanner reports some invalid states as exceptions without a line.
            throw new InputException(file, "this is not valid YAML.", inner: error);
        }
    }

    private static string Reason(YamlException error)
    {
        var reason = error.InnerException?.Message ?? error.Message;
        return reason.EndsWith('.') ? reason : reason + ".";
    }
}
