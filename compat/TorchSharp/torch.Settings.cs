using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    private static Device defaultDevice = new(DeviceType.CPU);

    /// <summary>The version of libtorch in use.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(NativeMethods.lmmcl_libtorch_version())!;

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    public static int get_num_threads() => NativeMethods.lmmcl_threads();

    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.lmmcl_set_threads(num), nameof(set_num_threads));

    public static int get_num_interop_threads() => NativeMethods.lmmcl_interop_threads();

    public static void set_num_interop_threads(int num) =>
        NativeMethods.Check(NativeMethods.lmmcl_set_interop_threads(num), nameof(set_num_interop_threads));

    public static ScalarType get_default_dtype() => (ScalarType)NativeMethods.lmmcl_default_dtype();

    public static void set_default_dtype(ScalarType dtype) =>
        NativeMethods.Check(NativeMethods.lmmcl_set_default_dtype((int)dtype), nameof(set_default_dtype));

    public static Device get_default_device() => defaultDevice;

    public static void set_default_device(Device device) => defaultDevice = InitializeDevice(device);

    public static void set_default_device(string device) => set_default_device(new Device(device));

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType != DeviceType.CUDA || cuda.is_available();

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
        {
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
        }
    }

    /// <summary>The device itself, or the default one for null, once its type is known to work here.</summary>
    public static Device InitializeDevice(Device? device)
    {
        device ??= defaultDevice;
        InitializeDeviceType(device.type);
        return device;
    }

    public static bool cuda_is_available() => cuda.is_available();

    public static class cuda
    {
        public static bool is_available() => NativeMethods.lmmcl_cuda_is_available() == 1;

        public static bool is_cudnn_available() => NativeMethods.lmmcl_cuda_is_cudnn_available() == 1;

        public static int device_count() => NativeMethods.lmmcl_cuda_device_count();

        /// <summary>Seeds every generator, CPU and CUDA, as upstream does.</summary>
        public static void manual_seed(long seed) => torch.manual_seed(seed);

        public static void manual_seed_all(long seed) => torch.manual_seed(seed);

        public static void synchronize(Device? device = null) =>
            NativeMethods.Check(NativeMethods.lmmcl_cuda_synchronize(device?.index ?? -1), nameof(synchronize));
    }
}
