using System.Text.RegularExpressions;

namespace LmmCl.LoRA.Peft;

/// <summary>Names of files and tensors in PEFT's layout of an adapter folder.</summary>
internal static partial class PeftNames
{
    /// <summary>Name of the configuration file.</summary>
    public const string ConfigFile = "adapter_config.json";

    /// <summary>Name of the tensor file.</summary>
    public const string TensorFile = "adapter_model.safetensors";

    private const string Prefix = "base_model.model.";
    private const string WeightA = ".lora_A.weight";
    private const string WeightB = ".lora_B.weight";
    private const string BaseLayer = ".base_layer";
    private const string OriginalModule = ".original_module.";

    /// <summary>Returns the name of a module's A, as a trained parameter and, with <see cref="Key"/>, in a file.</summary>
    public static string A(string module) => module + WeightA;

    /// <summary>Returns the name of a module's B.</summary>
    public static string B(string module) => module + WeightB;

    /// <summary>Returns the key in a file.</summary>
    public static string Key(string name) => Prefix + name;

    /// <summary>Returns the key of a bias of an adapted module, because PEFT nests the module itself one level deeper.</summary>
    public static string OfBaseLayer(string parameter) => parameter.Insert(parameter.LastIndexOf('.'), BaseLayer);

    /// <summary>Returns the name for a key; null for the unused copies that PEFT keeps of modules saved in full.</summary>
    public static string? Name(string key)
    {
        if (key.Contains(OriginalModule, StringComparison.Ordinal))
        {
            return null;
        }

        var name = key.StartsWith(Prefix, StringComparison.Ordinal) ? key[Prefix.Length..] : key;
        return OfAdapter().Replace(name.Replace(BaseLayer + ".", ".", StringComparison.Ordinal), ".lora_$1.weight");
    }

    /// <summary>
    /// Returns a name without its <c>model</c> components, whose positions differ between releases of transformers: around or inside the
    /// language model, and around the vision tower.
    /// </summary>
    public static string Canonical(string name) => string.Join('.', name.Split('.').Where(part => part != "model"));

    /// <summary>Returns the module whose A or B has this name; null for any other tensor.</summary>
    public static string? Module(string name) => name.EndsWith(WeightA, StringComparison.Ordinal) ? name[..^WeightA.Length]
        : name.EndsWith(WeightB, StringComparison.Ordinal) ? name[..^WeightB.Length]
        : null;

    /// <summary>Matches A or B with an adapter's name, as in a file that was saved from the model's own state dict.</summary>
    [GeneratedRegex(@"\.lora_(A|B)\.[^.]+\.weight$")]
    private static partial Regex OfAdapter();
}
