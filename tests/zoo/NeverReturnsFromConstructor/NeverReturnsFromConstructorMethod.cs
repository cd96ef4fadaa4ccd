namespace Zoo;

/// <summary>Is made for ever.</summary>
public sealed class NeverReturnsFromConstructorMethod : ZooMethod
{
    public NeverReturnsFromConstructorMethod() => Thread.Sleep(Timeout.Infinite);
}
