using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace TorchSharp;

/// <summary>Runs a custom function's forward pass and leaves a node in the graph that calls its backward pass.</summary>
internal sealed unsafe class CustomFunction
{
    [ThreadStatic]
    private static nint errorText;

    private readonly IFunction function;
    private readonly AutogradContext context;
    private readonly bool[] isTensor;

    private (long[] Shape, ScalarType Type, Device Device)[] outputs = [];

    private CustomFunction(IFunction function, AutogradContext context, object[] arguments)
    {
        (this.function, this.context) = (function, context);
        isTensor = [.. arguments.Select(argument => argument is Tensor)];
    }

    public static List<Tensor> Apply(IFunction function, object[] arguments)
    {
        var context = new AutogradContext();
        Tensor[] inputs = [.. arguments.OfType<Tensor>()];
        var tracked = is_grad_enabled() && inputs.Any(input => input.requires_grad);
        List<Tensor> results;
        using (no_grad())
        {
            results = function.Forward(context, arguments);
        }

        if (!tracked)
        {
            context.Dispose();
            return results;
        }

        var custom = new CustomFunction(function, context, arguments);
        return custom.Track(inputs, results);
    }

    private List<Tensor> Track(Tensor[] inputs, List<Tensor> results)
    {
        outputs = [.. results.Select(result => (result.shape, result.dtype, result.device))];
        nint[] inputHandles = [.. inputs.Select(input => input.Handle)];
        nint[] outputHandles = [.. results.Select(result => result.Handle)];
        int[] differentiable = [.. results.Select(result => IsIn(context.NotDifferentiable, result) ? 0 : 1)];
        var token = (long)GCHandle.ToIntPtr(GCHandle.Alloc(this));
        nint node;
        fixed (nint* first = inputHandles)
        {
            node = NativeMethods.Check(
                NativeMethods.lmmcl_node(function.Name, token, &Backward, &Release, first, inputHandles.Length), function.Name);
        }

        try
        {
            fixed (nint* first = outputHandles)
            fixed (int* flags = differentiable)
            {
                NativeMethods.Check(NativeMethods.lmmcl_node_attach(node, first, flags, outputHandles.Length), function.Name);
            }

            // An output keeps its managed identity, unless it is one of the inputs, which stays what it was.
            List<Tensor> tracked = [];
            for (var i = 0; i < results.Count; i++)
            {
                var attached = new Tensor(outputHandles[i]);
                if (!IsIn(inputs, results[i]))
                {
                    results[i].Become(attached);
                    attached = results[i];
                }

                tracked.Add(attached);
            }

            Save(node, tracked);
            context.Node = NativeMethods.lmmcl_node_address(node);
            return tracked;
        }
        finally
        {
            NativeMethods.lmmcl_node_release(node);
        }
    }

    private void Save(nint node, List<Tensor> results)
    {
        nint[] handles = [.. context.ToSave.Select(tensor => tensor.Handle)];
        int[] isOutput = [.. context.ToSave.Select(tensor => IsIn(results, tensor) ? 1 : 0)];
        fixed (nint* first = handles)
        fixed (int* flags = isOutput)
        {
            NativeMethods.Check(NativeMethods.lmmcl_node_save(node, first, flags, handles.Length), function.Name);
        }

        context.SavedCount = handles.Length;
        context.ToSave.Clear();
    }

    [UnmanagedCallersOnly]
    private static int Backward(long token, nint* gradients, int gradientCount, nint* inputs, int inputCount, nint* error)
    {
        try
        {
            ((CustomFunction)GCHandle.FromIntPtr((nint)token).Target!).Backward(new(gradients, gradientCount), new(inputs, inputCount));
            return 0;
        }
        catch (Exception problem)
        {
            NativeMethods.pendingManagedError = problem;
            Marshal.FreeCoTaskMem(errorText);
            *error = errorText = Marshal.StringToCoTaskMemUTF8(problem.Message);
            return -1;
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(long token)
    {
        var handle = GCHandle.FromIntPtr((nint)token);
        ((CustomFunction)handle.Target!).context.Dispose();
        handle.Free();
    }

    private void Backward(ReadOnlySpan<nint> gradients, Span<nint> inputs)
    {
        using var scope = NewDisposeScope();
        List<Tensor> given = [];
        for (var i = 0; i < gradients.Length; i++)
        {
            var (shape, type, device) = outputs[i];
            given.Add(gradients[i] != 0 ? new Tensor(gradients[i])
                : context.MaterializeGrads ? zeros(shape, type, device)
                : null!);
        }

        var computed = function.Backward(context, given);
        if (computed.Count < isTensor.Length || computed.Skip(isTensor.Length).Any(extra => extra is not null))
        {
            throw new InvalidOperationException(
                $"{function.Name}.backward returned {computed.Count} gradients; forward has {isTensor.Length} arguments.");
        }

        var next = 0;
        for (var i = 0; i < isTensor.Length; i++)
        {
            if (isTensor[i])
            {
                inputs[next++] = computed[i] is { } gradient ? gradient.Share() : 0;
            }
        }
    }

    private static bool IsIn(IEnumerable<Tensor> tensors, Tensor wanted) => tensors.Any(tensor => ReferenceEquals(tensor, wanted));
}
