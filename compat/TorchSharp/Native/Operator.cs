using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>
/// One ATen operator by schema name, such as <c>add.Tensor</c>. Its handle is looked up at the first call, so an operator that this
/// libtorch lacks fails where it is used and nowhere else. Arguments are coerced by the schema; those not given take its defaults.
/// </summary>
internal sealed unsafe class Operator(string name)
{
    private const int StackWords = 64;

    private nint handle;

    public string Name { get; } = name;

    /// <summary>False where this libtorch has no such operator.</summary>
    public bool Exists => handle != 0 || (handle = Find()) != 0;

    /// <summary>Calls an operator whose first result is a tensor.</summary>
    public Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(null, arguments, &result, 1);
        return result.Tag == ValueTag.Tensor ? new Tensor(result.Pointer) : throw NoTensor();
    }

    /// <summary>Calls an operator that writes to <paramref name="self"/>, its first argument, and returns it.</summary>
    public Tensor Apply(Tensor self, params ReadOnlySpan<Argument> others)
    {
        Invoke(self, others, null, 0);
        return self;
    }

    /// <summary>Calls an operator for its effect.</summary>
    public void Run(params ReadOnlySpan<Argument> arguments) => Invoke(null, arguments, null, 0);

    /// <summary>Calls an operator that returns two tensors.</summary>
    public (Tensor First, Tensor Second) Call2(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[2];
        Invoke(null, arguments, results, 2);
        return (new Tensor(results[0].Pointer), new Tensor(results[1].Pointer));
    }

    /// <summary>Calls an operator that returns three tensors.</summary>
    public (Tensor First, Tensor Second, Tensor Third) Call3(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[3];
        Invoke(null, arguments, results, 3);
        return (new Tensor(results[0].Pointer), new Tensor(results[1].Pointer), new Tensor(results[2].Pointer));
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    public Tensor[] CallList(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(null, arguments, &result, 1);
        var tensors = new Tensor[result.Count];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new Tensor(((nint*)result.Pointer)[i]);
        }

        NativeMethods.lmmcl_free(result.Pointer);
        return tensors;
    }

    /// <summary>Calls an operator that returns a number or a truth value.</summary>
    public NativeValue CallValue(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(null, arguments, &result, 1);
        return result;
    }

    [SkipLocalsInit]
    private void Invoke(Tensor? self, ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        var target = handle != 0 ? handle : Resolve();
        var words = 0;
        foreach (ref readonly var argument in arguments)
        {
            words += argument.Words;
        }

        var room = stackalloc long[StackWords];
        var elements = words <= StackWords ? room : (long*)NativeMemory.Alloc((nuint)words, sizeof(long));
        var values = stackalloc NativeValue[arguments.Length + 1];
        var count = 0;
        var free = elements;
        if (self is not null)
        {
            values[count++] = new NativeValue { Tag = ValueTag.Tensor, Pointer = self.Handle };
        }

        foreach (ref readonly var argument in arguments)
        {
            values[count++] = Lower(argument, ref free);
        }

        var returned = NativeMethods.lmmcl_call(target, values, count, results, capacity);
        if (elements != room)
        {
            NativeMemory.Free(elements);
        }

        if (returned < 0)
        {
            throw Failure(self, arguments);
        }

        GC.KeepAlive(self);
    }

    private static NativeValue Lower(in Argument argument, ref long* free)
    {
        var value = new NativeValue { Tag = argument.Tag, Count = argument.Count, Integer = argument.Payload };
        switch (argument.Tag)
        {
            case ValueTag.IntList:
                value.Pointer = (nint)free;
                ((long[])argument.Owner!).CopyTo(new Span<long>(free, argument.Count));
                break;
            case ValueTag.DoubleList:
                value.Pointer = (nint)free;
                ((double[])argument.Owner!).CopyTo(new Span<double>(free, argument.Count));
                break;
            case ValueTag.TensorList:
                value.Pointer = (nint)free;
                var tensors = (Tensor?[])argument.Owner!;
                for (var i = 0; i < tensors.Length; i++)
                {
                    free[i] = tensors[i] is { } tensor ? tensor.Handle : 0;
                }

                break;
            case ValueTag.String:
                value.Pointer = (nint)free;
                value.Count = Encoding.UTF8.GetBytes((string)argument.Owner!, new Span<byte>(free, argument.Words * sizeof(long)));
                break;
            default:
                return value;
        }

        free += argument.Words;
        return value;
    }

    private nint Find()
    {
        var dot = Name.IndexOf('.');
        var (schema, overload) = dot < 0 ? (Name, string.Empty) : (Name[..dot], Name[(dot + 1)..]);
        return NativeMethods.lmmcl_operator("aten::" + schema, overload);
    }

    private nint Resolve()
    {
        var found = Find();
        handle = found != 0 ? found : throw new ExternalException($"{Name}: {NativeMethods.LastError()}");
        return found;
    }

    private ExternalException NoTensor() => new($"{Name} returned no tensor");

    private ExternalException Failure(Tensor? self, ReadOnlySpan<Argument> arguments)
    {
        var problem = NativeMethods.LastError();
        var given = new List<string>();
        if (self is not null)
        {
            given.Add(self.Describe());
        }

        foreach (var argument in arguments)
        {
            given.Add(argument.ToString());
        }

        return new ExternalException($"{Name}({string.Join(", ", given)}): {problem}", NativeMethods.PendingManagedError());
    }
}
