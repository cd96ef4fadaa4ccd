using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;

namespace LmmCl.Modeling.Generation;

/// <summary>End and padding tokens of a checkpoint.</summary>
/// <param name="EndTokens">Tokens that end an answer; empty if the checkpoint names none.</param>
/// <param name="PadToken">Token that pads shorter rows, or null.</param>
public sealed record GenerationSettings(IReadOnlyList<int> EndTokens, int? PadToken)
{
    /// <summary>Reads <c>generation_config.json</c>, falling back to <c>config.json</c> and its <c>text_config</c>.</summary>
    /// <exception cref="InputException">A file is damaged, or a field is of the wrong type.</exception>
    public static GenerationSettings Read(CheckpointFolder folder)
    {
        var config = JsonFields.Open(folder.Config);
        JsonFields?[] places = [folder.Generation is { } file ? JsonFields.Open(file) : null, config, config.Object("text_config")];
        return new GenerationSettings(
            First(places, fields => fields.Ints("eos_token_id")) ?? [],
            First(places, fields => fields.Ints("pad_token_id")) is [var pad, ..] ? pad : null);
    }

    private static IReadOnlyList<int>? First(JsonFields?[] places, Func<JsonFields, IReadOnlyList<int>?> read) =>
        places.OfType<JsonFields>().Select(read).FirstOrDefault(found => found is not null);
}
