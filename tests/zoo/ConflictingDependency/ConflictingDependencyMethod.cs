using LmmCl.Abstractions;
using YamlDotNet.Serialization;
using static TorchSharp.torch;

namespace Zoo;

/// <summary>Brings its own version of a library that the host has too, works with it, and says which it got.</summary>
public sealed class ConflictingDependencyMethod : ZooMethod
{
    private readonly double weight = double.Parse(new Deserializer().Deserialize<Dictionary<string, string>>("weight: 1")["weight"]);

    protected override string Citation => $"YamlDotNet {typeof(Deserializer).Assembly.GetName().Version}";

    public override Tensor Loss(StepContext step) => step.TaskLoss() * weight;
}
