namespace Zoo;

/// <summary>One of two with one id.</summary>
public sealed class TwinBMethod : ZooMethod
{
    protected override string Id => "Twin";
}
