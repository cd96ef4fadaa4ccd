using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Modeling.Tests.Artifacts;

/// <summary>Checkpoints with tensors of sixteen equal numbers, and files such as a method keeps.</summary>
internal static class WrittenCheckpoint
{
    public const int TensorBytes = 64;

    /// <summary>Writes a checkpoint, and returns its hash.</summary>
    public static string Write(string folder, params (string Name, float Value)[] tensors)
    {
        WriteTensors(Path.Combine(folder, DeltaCheckpoint.TensorFile), tensors);
        CheckpointManifest.Seal(folder, state: "of its weights", parent: "of the weights before");
        return CheckpointManifest.HashOfFolder(folder);
    }

    /// <summary>The same with files of a method: tensors, text, nothing, and tensors of a type that is not read here.</summary>
    public static string WriteWithMethod(string folder, params (string Name, float Value)[] tensors)
    {
        WriteTensors(Path.Combine(folder, "method", "adapter_model.safetensors"), ("lora_A", 7), ("lora_B", 0));
        File.WriteAllText(Path.Combine(folder, "method", "adapter_config.json"), """{ "r": 8 }""");
        File.WriteAllText(Path.Combine(folder, "method", ".empty"), "");
        File.WriteAllText(Path.Combine(folder, "method", "experts.safetensors"), "of another format");
        return Write(folder, tensors);
    }

    private static void WriteTensors(string file, params (string Name, float Value)[] tensors) =>
        SafetensorsWriter.Write(file, tensors.Select(tensor => new SafetensorsTensor(tensor.Name, "F32", [4, 4], stream =>
        {
            for (var i = 0; i < TensorBytes / sizeof(float); i++)
            {
                stream.Write(BitConverter.GetBytes(tensor.Value));
            }
        })));
}
