namespace Zoo;

/// <summary>One of two with one id.</summary>
public sealed class TwinAMethod : ZooMethod
{
    protected override string Id => "Twin";
}
