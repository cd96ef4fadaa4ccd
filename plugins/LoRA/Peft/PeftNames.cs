namespace LmmCl.LoRA.Peft;

/// <summary>Names of files and tensors in PEFT's layout of an adapter folder.</summary>
internal static class PeftNames
{
    /// <summary>What the adapter is.</summary>
    public const string ConfigFile = "adapter_config.json";

    /// <summary>Its tensors.</summary>
    public const string TensorFile = "adapter_model.safetensors";

    private const string Prefix = "base_model.model.";
    private const string WeightA = ".lora_A.weight";
    private const string WeightB = ".lora_B.weight";
    private const string BaseLayer = ".base_layer";
    private const string OriginalModule = ".original_module.";

    /// <summary>Name of A of a module, as a trained parameter and, with <see cref="Key"/>, in a file.</summary>
    public static string A(string module) => module + WeightA;

    /// <summary>Name of B of a module.</summary>
    public static string B(string module) => module + WeightB;

    /// <summary>Key in a file.</summary>
    public static string Key(string name) => Prefix + name;

    /// <summary>A bias of a module that has an adapter: PEFT puts the module itself one level down.</summary>
    public static string OfBaseLayer(string parameter) => parameter.Insert(parameter.LastIndexOf('.'), BaseLayer);

    /// <summary>From a key to the name that it stands for; null for the idle copies that PEFT keeps of modules saved in full.</summary>
    public static string? Name(string key)
    {
        if (key.Contains(OriginalModule, StringComparison.Ordinal))
        {
            return null;
        }

        var name = key.StartsWith(Prefix, StringComparison.Ordinal) ? key[Prefix.Length..] : key;
        return name.Replace(BaseLayer + ".", ".", StringComparison.Ordinal);
    }

    /// <summary>The module whose A or B has this name; null for any other tensor.</summary>
    public static string? Module(string name) => name.EndsWith(WeightA, StringComparison.Ordinal) ? name[..^WeightA.Length]
        : name.EndsWith(WeightB, StringComparison.Ordinal) ? name[..^WeightB.Length]
        : null;
}
