namespace LmmCl.Data.Images.Png;

/// <summary>One pass over the picture: every <paramref name="StepX"/>th column from <paramref name="X"/>, rows alike.</summary>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY)
{
    /// <summary>The seven passes of an interlaced (Adam7) picture.</summary>
    private static readonly PngPass[] adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    private static readonly PngPass[] straight = [new(0, 0, 1, 1)];

    /// <summary>Columns of this pass in a picture of <paramref name="width"/> columns.</summary>
    public int Columns(int width) => (width - X + StepX - 1) / StepX;

    /// <summary>Rows of this pass in a picture of <paramref name="height"/> rows.</summary>
    public int Rows(int height) => (height - Y + StepY - 1) / StepY;

    /// <summary>The passes of a picture that hold at least one pixel, in file order.</summary>
    public static IEnumerable<PngPass> Of(PngHeader header) =>
        (header.Interlaced ? adam7 : straight).Where(pass => pass.Columns(header.Width) > 0 && pass.Rows(header.Height) > 0);
}
