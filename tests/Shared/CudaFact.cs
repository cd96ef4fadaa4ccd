namespace LmmCl.Tests;

/// <summary>A fact about a GPU; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CudaFactAttribute : FactAttribute
{
    public CudaFactAttribute()
    {
        if (!TorchSharp.torch.cuda.is_available())
        {
            Skip = "no CUDA device";
        }
    }
}
