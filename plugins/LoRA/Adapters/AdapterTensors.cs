using LmmCl.Abstractions;
using LmmCl.LoRA.Peft;
using static TorchSharp.torch;

namespace LmmCl.LoRA.Adapters;

/// <summary>Tensors of an adapter file by the names of the parameters they represent, validated against the model before use.</summary>
internal sealed class AdapterTensors
{
    private const int Listed = 5;

    private readonly Dictionary<string, Tensor> tensors;

    private AdapterTensors(string place, Dictionary<string, Tensor> tensors)
    {
        (Place, this.tensors) = (place, tensors);
        Modules = tensors.Keys.Select(PeftNames.Module).OfType<string>().ToHashSet();
    }

    /// <summary>The file, for messages.</summary>
    public string Place { get; }

    /// <summary>Names of the linear maps that have A or B.</summary>
    public IReadOnlySet<string> Modules { get; }

    /// <summary>Returns a tensor by the name of its parameter.</summary>
    public Tensor this[string name] => tensors[name];

    /// <summary>Reads the file of a folder into the caller's dispose scope, under the model's own names.</summary>
    /// <param name="folder">Folder of the adapter.</param>
    /// <param name="files">Reads safetensors.</param>
    /// <param name="model">The model, whose names replace those of other releases.</param>
    /// <exception cref="InputException">The file is missing or damaged, or contains a tensor twice.</exception>
    public static AdapterTensors Read(string folder, ITensorFiles files, IMultimodalModel model)
    {
        var path = Path.Combine(folder, PeftNames.TensorFile);
        if (!File.Exists(path))
        {
            var other = File.Exists(Path.Combine(folder, "adapter_model.bin")) ? ", only adapter_model.bin" : "";
            throw new InputException(
                folder,
                $"there is no {PeftNames.TensorFile}{other}.",
                "Save the adapter with safetensors: save_pretrained(FOLDER, safe_serialization=True).");
        }

        var (named, names) = (new Dictionary<string, Tensor>(), new LayoutNames(model));
        foreach (var (key, value) in files.Read(path))
        {
            if (PeftNames.Name(key) is { } name && !named.TryAdd(names.Of(name), value))
            {
                throw new InputException($"{path}: {key}", "the tensor is stored twice.");
            }
        }

        return new AdapterTensors(path, named);
    }

    /// <summary>
    /// Checks that A and B of every map are present with the shapes of model and configuration, and that the model has these maps.
    /// </summary>
    /// <param name="linear">The model's linear maps.</param>
    /// <param name="meant">Maps selected by the configuration, which must be in the file.</param>
    /// <param name="rankOf">Returns r of a map by its name.</param>
    /// <exception cref="InputException">The file does not match; the message names every tensor.</exception>
    public void CheckModules(IReadOnlyList<ModelModule> linear, Func<ModelModule, bool> meant, Func<string, int> rankOf)
    {
        if (Modules.Count > 0 && !linear.Any(module => Modules.Contains(module.Name)))
        {
            throw new InputException(
                Place,
                $"none of its {Modules.Count} maps is in this model; the first is {Modules.Order(StringComparer.Ordinal).First()}.",
                NearMatches.Suggest(Modules.Order(StringComparer.Ordinal).First(), linear.Select(module => module.Name)));
        }

        var wanted = linear.Where(module => Modules.Contains(module.Name) || meant(module)).ToList();
        var expected = wanted.SelectMany(module => Shapes(module, rankOf(module.Name))).ToDictionary();
        Refuse(
            Problem("missing", expected.Keys.Where(name => !tensors.ContainsKey(name))),
            Problem("of no linear map of this model", Modules.Except(wanted.Select(module => module.Name))),
            Problem("of another shape", expected.Select(Misshapen).OfType<string>()));
    }

    /// <summary>Checks that, besides A and B, the file contains exactly the parameters that the configuration saves in full.</summary>
    /// <exception cref="InputException">The file does not match.</exception>
    public void CheckFull(IReadOnlyList<ModelParameter> full)
    {
        var expected = full.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.shape);
        Refuse(
            Problem("missing", expected.Keys.Where(name => !tensors.ContainsKey(name))),
            Problem("not of this adapter", tensors.Keys.Where(name => PeftNames.Module(name) is null && !expected.ContainsKey(name))),
            Problem("of another shape", expected.Select(Misshapen).OfType<string>()));
    }

    private static IEnumerable<KeyValuePair<string, long[]>> Shapes(ModelModule module, int rank)
    {
        var weight = module.Parameters[0].Value.shape;
        yield return new(PeftNames.A(module.Name), [rank, weight[1]]);
        yield return new(PeftNames.B(module.Name), [weight[0], rank]);
    }

    private string? Misshapen(KeyValuePair<string, long[]> expected) =>
        tensors.TryGetValue(expected.Key, out var found) && !found.shape.SequenceEqual(expected.Value)
            ? $"{expected.Key} (stored [{string.Join(", ", found.shape)}], expected [{string.Join(", ", expected.Value)}])"
            : null;

    private void Refuse(params string?[] problems)
    {
        var found = string.Join("; ", problems.OfType<string>());
        if (found.Length > 0)
        {
            throw new InputException(
                Place,
                $"the tensors do not fit: {found}.",
                "Use an adapter that was made for this model, with its own configuration.");
        }
    }

    private static string? Problem(string what, IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.Ordinal).ToList();
        var rest = all.Count > Listed ? $" and {all.Count - Listed} more" : "";
        return all.Count == 0 ? null : $"{what}: {string.Join(", ", all.Take(Listed))}{rest}";
    }
}
