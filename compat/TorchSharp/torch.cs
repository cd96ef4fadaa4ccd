namespace TorchSharp;

public static partial class torch
{
    public class Tensor : IDisposable
    {
        public void Dispose() => GC.SuppressFinalize(this);
    }
}
