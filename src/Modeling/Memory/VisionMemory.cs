using LmmCl.Abstractions;

namespace LmmCl.Modeling.Memory;

/// <summary>Memory of a vision tower's blocks and of the projector.</summary>
/// <param name="shape">Sizes of the pass.</param>
/// <param name="size">Bytes of a value: 4, or 2 in half precision.</param>
/// <param name="trained">The trained parameters.</param>
internal sealed class VisionMemory(VisionShape shape, int size, TrainedParts trained)
{
    private const int Wide = 4;

    private readonly bool towerTrains = trained.Any(null, ParameterRole.VisionTower);
    private readonly bool projectorTrains = trained.Any(null, ParameterRole.Projector);

    /// <summary>True if the rows that the language model reads need a gradient.</summary>
    public bool IsReached => towerTrains || projectorTrains;

    /// <summary>Pixels in the model's type beside those of the batch.</summary>
    public long Pixels => shape.Pixels * (Wide + (size < Wide ? size : 0));

    /// <summary>Returns the memory of each block.</summary>
    public BlockMemory Block()
    {
        var (rows, width, inner) = (shape.Patches, shape.Width, shape.Intermediate);
        var norms = 2 * rows * width * (shape.IsGated ? Wide + size : size);
        var kept = norms + (rows * ((6 * width) + ((shape.IsGated ? 4 : 2) * inner)) * size);
        var normsMade = 2 * rows * width * (shape.IsGated ? (3 * Wide) + (size < Wide ? 2 * size : 0) : size);
        var made = normsMade + (rows * (((shape.IsGated ? 15 : 8) * width) + ((shape.IsGated ? 4 : 2) * inner)) * size);
        var gradients = trained.Bytes(null, ParameterRole.VisionTower) / Math.Max(1, shape.Blocks);
        return towerTrains
            ? new(kept, Math.Max(kept, made), rows * ((5 * width) + (3 * inner)) * size, rows * width * size, gradients)
            : new(0, made, 0, rows * width * size, 0);
    }

    /// <summary>Returns the memory of the projector and of the rows that it outputs.</summary>
    public BlockMemory Projector()
    {
        var (count, width) = shape.Projected;
        var kept = (projectorTrains ? count * width * size : 0) + (IsReached ? 2 * count * shape.ProjectorWidth * size : 0);
        var made = count * 3 * shape.ProjectorWidth * size;
        return new(kept, made, IsReached ? made : 0, count * shape.ProjectorWidth * size, trained.Bytes(null, ParameterRole.Projector));
    }
}
