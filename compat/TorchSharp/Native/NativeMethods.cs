using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The entry points of native/*.cpp. Everything that libtorch's dispatcher offers goes through <see cref="lmmcl_call"/>.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "lmmcl_torch";

    static NativeMethods() => NativeLibraryLoader.Register();

    /// <summary>The text of this thread's last native failure.</summary>
    public static string LastError() => Marshal.PtrToStringUTF8(lmmcl_error()) ?? "unknown error";

    /// <summary>The exception that a managed callback threw while libtorch ran it, once.</summary>
    public static Exception? PendingManagedError()
    {
        var pending = pendingManagedError;
        pendingManagedError = null;
        return pending;
    }

    [ThreadStatic]
    internal static Exception? pendingManagedError;

    /// <summary>Throws the last native failure with the name of what failed.</summary>
    public static void Check(int status, string what)
    {
        if (status < 0)
        {
            throw Failure(what);
        }
    }

    public static nint Check(nint handle, string what) => handle != 0 ? handle : throw Failure(what);

    private static ExternalException Failure(string what) => new($"{what}: {LastError()}", PendingManagedError());

    [LibraryImport(Library)]
    private static partial nint lmmcl_error();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint lmmcl_operator(string name, string overload);

    [LibraryImport(Library)]
    public static partial int lmmcl_call(nint target, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [LibraryImport(Library)]
    public static partial void lmmcl_free(nint memory);

    [LibraryImport(Library)]
    public static partial void lmmcl_tensor_release(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial nint lmmcl_tensor_share(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial long lmmcl_tensor_dim(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial long lmmcl_tensor_numel(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int lmmcl_tensor_dtype(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial long lmmcl_tensor_element_size(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial long lmmcl_tensor_device(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial void lmmcl_tensor_shape(nint tensor, long* sizes, long* strides);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int lmmcl_tensor_is_contiguous(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial long lmmcl_tensor_storage_offset(nint tensor);

    [LibraryImport(Library)]
    public static partial nint lmmcl_tensor_data(nint tensor);

    [LibraryImport(Library)]
    public static partial nint lmmcl_index(nint tensor, NativeValue* indices, int count);

    [LibraryImport(Library)]
    public static partial int lmmcl_index_put(nint tensor, NativeValue* indices, int count, NativeValue* source);

    [LibraryImport(Library)]
    public static partial int lmmcl_backward(
        nint* roots, int rootCount, nint* gradients, int gradientCount, nint* inputs, int inputCount, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    public static partial int lmmcl_grad(
        nint* outputs, int outputCount, nint* inputs, int inputCount, nint* gradients, int gradientCount,
        int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    public static partial nint lmmcl_tensor_grad(nint tensor);

    [LibraryImport(Library)]
    public static partial int lmmcl_tensor_set_grad(nint tensor, nint gradient);

    [LibraryImport(Library)]
    public static partial int lmmcl_tensor_requires_grad(nint tensor);

    [LibraryImport(Library)]
    public static partial int lmmcl_tensor_set_requires_grad(nint tensor, int requiresGrad);

    [LibraryImport(Library)]
    public static partial int lmmcl_tensor_is_leaf(nint tensor);

    [LibraryImport(Library)]
    public static partial int lmmcl_tensor_retain_grad(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int lmmcl_grad_mode();

    [LibraryImport(Library), SuppressGCTransition]
    public static partial void lmmcl_set_grad_mode(int enabled);

    [LibraryImport(Library)]
    public static partial int lmmcl_inference_mode();

    [LibraryImport(Library)]
    public static partial nint lmmcl_inference_guard(int enabled);

    [LibraryImport(Library)]
    public static partial void lmmcl_inference_guard_release(nint guard);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint lmmcl_node(
        string label, long token, delegate* unmanaged<long, nint*, int, nint*, int, nint*, int> backward,
        delegate* unmanaged<long, void> release, nint* inputs, int count);

    [LibraryImport(Library)]
    public static partial void lmmcl_node_release(nint node);

    [LibraryImport(Library)]
    public static partial int lmmcl_node_attach(nint node, nint* outputs, int* differentiable, int count);

    [LibraryImport(Library)]
    public static partial int lmmcl_node_save(nint node, nint* tensors, int* isOutput, int count);

    [LibraryImport(Library)]
    public static partial nint lmmcl_node_address(nint node);

    [LibraryImport(Library)]
    public static partial int lmmcl_node_saved(nint weak, nint* tensors);

    [LibraryImport(Library)]
    public static partial int lmmcl_node_saved_count(nint weak);

    [LibraryImport(Library)]
    public static partial int lmmcl_adamw(
        nint* parameters, nint* gradients, nint* means, nint* squares, int count,
        double rate, double beta1, double beta2, double epsilon, double decay, long step);

    [LibraryImport(Library)]
    public static partial int lmmcl_threads();

    [LibraryImport(Library)]
    public static partial int lmmcl_set_threads(int count);

    [LibraryImport(Library)]
    public static partial int lmmcl_interop_threads();

    [LibraryImport(Library)]
    public static partial int lmmcl_set_interop_threads(int count);

    [LibraryImport(Library)]
    public static partial int lmmcl_default_dtype();

    [LibraryImport(Library)]
    public static partial int lmmcl_set_default_dtype(int dtype);

    [LibraryImport(Library)]
    public static partial int lmmcl_manual_seed(ulong seed);

    [LibraryImport(Library)]
    public static partial nint lmmcl_generator(ulong seed, int deviceType, int deviceIndex);

    [LibraryImport(Library)]
    public static partial nint lmmcl_default_generator();

    [LibraryImport(Library)]
    public static partial void lmmcl_generator_release(nint generator);

    [LibraryImport(Library)]
    public static partial int lmmcl_generator_set_seed(nint generator, ulong seed);

    [LibraryImport(Library)]
    public static partial ulong lmmcl_generator_seed(nint generator);

    [LibraryImport(Library)]
    public static partial ulong lmmcl_generator_reseed(nint generator);

    [LibraryImport(Library)]
    public static partial nint lmmcl_generator_state(nint generator);

    [LibraryImport(Library)]
    public static partial int lmmcl_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)]
    public static partial int lmmcl_cuda_is_available();

    [LibraryImport(Library)]
    public static partial int lmmcl_cuda_device_count();

    [LibraryImport(Library)]
    public static partial int lmmcl_cuda_is_cudnn_available();

    [LibraryImport(Library)]
    public static partial int lmmcl_cuda_synchronize(long index);

    [LibraryImport(Library)]
    public static partial nint lmmcl_libtorch_version();
}
