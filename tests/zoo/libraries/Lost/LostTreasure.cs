namespace Zoo.Libraries;

/// <summary>What a plugin was built against and did not bring.</summary>
public static class LostTreasure
{
    public static double Weight => 1;
}
