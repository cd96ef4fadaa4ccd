using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Runs.Stages;

/// <summary>Lets a teacher share the parameters that its student does not change, so that it costs the memory of the others only.</summary>
internal static class SharedTeacher
{
    /// <summary>Frees the teacher's own copy of every parameter that is equal in the student and stays so.</summary>
    /// <param name="stage">A prepared stage; nothing happens if it has no teacher.</param>
    public static void Share(StageContext stage)
    {
        if (stage.Teacher is not { } teacher)
        {
            return;
        }

        var changing = stage.Trained.Concat(stage.Merged).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var frozen = stage.Model.Parameters.Where(parameter => !changing.Contains(parameter.Name))
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        using var untracked = no_grad();
        foreach (var own in teacher.Parameters)
        {
            if (frozen.TryGetValue(own.Name, out var shared) && AreEqual(own.Value, shared))
            {
                own.Value.set_(shared);
            }
        }
    }

    private static bool AreEqual(Tensor left, Tensor right) =>
        (left.dtype, left.device_type, left.device_index) == (right.dtype, right.device_type, right.device_index) && left.Equals(right);
}
