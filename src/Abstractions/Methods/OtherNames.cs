namespace LmmCl.Abstractions;

/// <summary>Names that transformers, PEFT and other trainers give to settings.</summary>
internal static class OtherNames
{
    private static readonly Dictionary<string, string> ours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["lr"] = "learning_rate",
        ["num_train_epochs"] = "epochs",
        ["num_epochs"] = "epochs",
        ["per_device_train_batch_size"] = "micro_batch",
        ["micro_batch_size"] = "micro_batch",
        ["batch_size"] = "effective_batch",
        ["train_batch_size"] = "effective_batch",
        ["global_batch_size"] = "effective_batch",
        ["gradient_accumulation_steps"] = "effective_batch",
        ["max_grad_norm"] = "clip",
        ["model_max_length"] = "max_length",
        ["max_seq_length"] = "max_length",
        ["cutoff_len"] = "max_length",
        ["warmup_steps"] = "warmup_ratio",
        ["gradient_checkpointing"] = "activation_checkpointing",
        ["save_steps"] = "save_every",
        ["r"] = "rank",
        ["lora_r"] = "rank",
        ["lora_alpha"] = "alpha",
        ["lora_dropout"] = "dropout",
        ["target_modules"] = "targets",
    };

    /// <summary>Returns a suggestion for an unknown key: the setting with the same meaning, otherwise near matches.</summary>
    public static string Suggest(string key, IReadOnlyCollection<string> known) =>
        ours.TryGetValue(key, out var name) && known.Contains(name) ? $"Did you mean '{name}'?" : NearMatches.Suggest(key, known);
}
