using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Tokenizers.AddedTokens;

namespace LmmCl.Modeling.Tokenizers.Reading;

/// <summary>
/// Reads Hugging Face's <c>tokenizer.json</c>. <c>truncation</c> and <c>padding</c> are ignored: they are left to the caller, as in
/// transformers.
/// </summary>
internal static class TokenizerFile
{
    /// <summary>Returns the file's parts, or throws an <see cref="InputException"/> that names the field.</summary>
    public static TokenizerParts Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "tokenizer.json") : path;
        using var document = Parse(file);
        var root = new JsonPlace(file, "", document.RootElement);
        var (vocabulary, model) = ModelReader.Read(root.Required("model"));
        var added = AddedTokens(root, vocabulary);
        var (before, after) = PostProcessorReader.Read(root.Optional("post_processor"));
        return new TokenizerParts(
            file,
            added,
            NormalizerReader.Read(root.Optional("normalizer")),
            PreTokenizerReader.Read(root.Optional("pre_tokenizer")),
            vocabulary,
            model,
            before,
            after,
            DecoderReader.Read(root.Optional("decoder")));
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            return JsonDocument.Parse(TextFile.ReadBytes(file));
        }
        catch (JsonException error)
        {
            throw new InputException($"{file}: line {error.LineNumber + 1}", "this is not valid JSON.", Reason(error), error);
        }
    }

    /// <summary>Returns the parser's message without its own zero-based line and byte counts.</summary>
    private static string Reason(JsonException error) => error.Message.Split(" LineNumber:")[0];

    private static List<AddedToken> AddedTokens(JsonPlace root, IReadOnlyDictionary<string, int> vocabulary)
    {
        var names = vocabulary.ToDictionary(entry => entry.Value, entry => entry.Key);
        var result = new List<AddedToken>();
        foreach (var item in root.Optional("added_tokens")?.Items() ?? [])
        {
            var token = AddedToken(item);
            if (vocabulary.TryGetValue(token.Content, out var id) && id != token.Id)
            {
                throw item.Wrong($"'{token.Content}' has id {token.Id} here and {id} in the vocabulary.");
            }

            if (!names.TryAdd(token.Id, token.Content) && names[token.Id] != token.Content)
            {
                throw item.Wrong($"id {token.Id} of '{token.Content}' belongs to '{names[token.Id]}' already.");
            }

            result.Add(token);
        }

        return result;
    }

    private static AddedToken AddedToken(JsonPlace item) => new(
        item.Required("id").Id(),
        item.Required("content").Text(),
        item.Flag("special"),
        item.Flag("normalized"),
        item.Flag("single_word"),
        item.Flag("lstrip"),
        item.Flag("rstrip"));
}
