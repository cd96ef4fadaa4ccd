namespace Zoo;

/// <summary>Cannot be made.</summary>
public sealed class ThrowsInConstructorMethod : ZooMethod
{
    public ThrowsInConstructorMethod() => throw new NotSupportedException("the moon is not full");
}
