namespace LmmCl.Data.TinyWorld.Drawing;

/// <summary>An RGB colour with components from 0 to 255.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>
    /// Returns the colour with every channel shifted by up to <paramref name="reach"/>, so that no two images have the same pixels.
    /// </summary>
    public Colour Vary(SeededRandom random, int reach = 14) => new(
        Move(Red, random, reach), Move(Green, random, reach), Move(Blue, random, reach));

    private static byte Move(byte channel, SeededRandom random, int reach) =>
        (byte)Math.Clamp(channel + random.Between(-reach, reach), 0, 255);
}
