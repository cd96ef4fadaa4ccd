using LmmCl.Abstractions;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>Rows and columns of an image's patches; both are multiples of the merged block's side.</summary>
internal readonly record struct PatchGrid(int Rows, int Columns)
{
    /// <summary>Number of patches.</summary>
    public int Patches => Rows * Columns;

    /// <summary>Returns the grid of a processed image, whose extent is that of its patches.</summary>
    /// <exception cref="ArgumentException">The extent is not cut into whole blocks of patches.</exception>
    public static PatchGrid Of(ImageExtent image, Qwen25VisionConfig vision)
    {
        var grid = new PatchGrid(image.Height / vision.PatchSize, image.Width / vision.PatchSize);
        return grid.Patches == image.Crops && grid.Rows % vision.MergeSize == 0 && grid.Columns % vision.MergeSize == 0
            ? grid
            : throw new ArgumentException(
                $"A picture of {image.Height} x {image.Width} in {image.Crops} patches is not cut into blocks of {vision.MergeSize} x "
                + $"{vision.MergeSize} patches of {vision.PatchSize} pixels.",
                nameof(image));
    }
}
