using System.Diagnostics;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Parity.Tests;

/// <summary>Runs parity.py: an implementation of the model in plain PyTorch that shares no code with ours.</summary>
internal static class PyTorchReference
{
    /// <summary>Debian's interpreter, which has Debian's python3-torch.</summary>
    private const string Python = "/usr/bin/python3";

    /// <summary>Logits, loss, gradients and the tensors after <paramref name="steps"/> steps.</summary>
    public static SafetensorsFile Run(string checkpoint, MultimodalBatch batch, string folder, int steps, double rate)
    {
        var (input, output) = (Path.Combine(folder, "batch.safetensors"), Path.Combine(folder, "reference.safetensors"));
        SafetensorsWriter.Write(input,
        [
            TensorBytes.ToSafetensors("input_ids", batch.InputIds),
            TensorBytes.ToSafetensors("attention_mask", batch.AttentionMask),
            TensorBytes.ToSafetensors("labels", batch.Labels!),
            TensorBytes.ToSafetensors("pixel_values", batch.PixelValues!),
        ]);
        var script = Path.Combine(Repository.Root, "tests", "parity", "parity.py");
        var start = new ProcessStartInfo(Python) { RedirectStandardError = true };
        var rateText = rate.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var argument in new[] { script, checkpoint, input, output, "--steps", $"{steps}", "--rate", rateText })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Python} did not start.");
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? SafetensorsFile.Open(output)
            : throw new InvalidOperationException($"parity.py failed; it needs python3-torch and python3-numpy. {errors}");
    }
}
