namespace LmmCl.Data.TinyWorld.Drawing;

/// <summary>Red, green, blue, 0 to 255.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>
    /// The same colour with every channel moved by up to <paramref name="reach"/>, so that no two pictures share their pixels.
    /// </summary>
    public Colour Vary(SeededRandom random, int reach = 14) => new(
        Move(Red, random, reach), Move(Green, random, reach), Move(Blue, random, reach));

    private static byte Move(byte channel, SeededRandom random, int reach) =>
        (byte)Math.Clamp(channel + random.Between(-reach, reach), 0, 255);
}
