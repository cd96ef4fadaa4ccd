using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new GradientMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradientMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradientMode(mode);

    public static bool is_grad_enabled() => NativeMethods.lmmcl_grad_mode() == 1;

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => NativeMethods.lmmcl_inference_mode() == 1;

    /// <summary>Sets whether this thread records operations; disposing puts back what was before.</summary>
    private sealed class GradientMode : IDisposable
    {
        private readonly int before = NativeMethods.lmmcl_grad_mode();

        public GradientMode(bool enabled) => NativeMethods.lmmcl_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => NativeMethods.lmmcl_set_grad_mode(before);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint guard = NativeMethods.Check(NativeMethods.lmmcl_inference_guard(enabled ? 1 : 0), nameof(inference_mode));

        public void Dispose()
        {
            if (guard != 0)
            {
                NativeMethods.lmmcl_inference_guard_release(guard);
                guard = 0;
            }
        }
    }
}
