using Mono.Cecil;
using Mono.Cecil.Cil;

namespace LmmCl.Architecture.Tests;

/// <summary>
/// Numbers that nothing keeps alive while native code reads them (docs/adr/0016-numbers-outlive-their-call.md), found in compiled code.
/// TorchSharp's own methods that convert a number inside are found in the same way.
/// </summary>
internal sealed class HeldNumbers
{
    private const string Scalar = "TorchSharp.Scalar";
    private const string Fix = "hold the number in a field or a `using Scalar` local, or take an operation without numbers";

    private readonly HashSet<string> unsafeCalls = [];

    /// <summary>Reads which methods of a TorchSharp assembly use a number that nothing keeps alive, directly or through another.</summary>
    public HeldNumbers(string torchSharp)
    {
        using var module = ModuleDefinition.ReadModule(torchSharp);
        var methods = Methods(module).Where(method => !IsConversion(method)).ToList();
        unsafeCalls.UnionWith(methods.Where(method => Unheld(method).Any()).Select(method => method.FullName));
        var known = 0;
        while (known < unsafeCalls.Count)
        {
            known = unsafeCalls.Count;
            unsafeCalls.UnionWith(methods.Where(IsUnsafe).Select(method => method.FullName));
        }
    }

    /// <summary>What breaks the rule in an assembly, each with the method, the call and the fix.</summary>
    public IReadOnlyList<string> Violations(string assembly, Func<TypeDefinition, bool>? where = null)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var methods = Methods(module).Where(method => where is null || where(method.DeclaringType));
        return [.. methods.SelectMany(Violations).Distinct().Order(StringComparer.Ordinal)];
    }

    private IEnumerable<string> Violations(MethodDefinition method) =>
        Unheld(method).Select(call => $"{method.FullName} converts a number by {call.FullName} and drops it: {Fix}")
            .Concat(Calls(method).Where(call => IsUnsafe(call.Method))
                .Select(call => $"{method.FullName} calls {call.Method.FullName}, which converts a number inside: {Fix}"));

    /// <summary>
    /// Calls what is unsafe, or makes an object of a class that overrides a method unsafely: whoever calls that knows only the base class.
    /// </summary>
    private bool IsUnsafe(MethodDefinition method) =>
        Calls(method).Any(call => IsUnsafe(call.Method))
        || (method is { IsConstructor: true, IsStatic: false } && method.DeclaringType.Methods.Any(IsUnsafeOverride));

    private bool IsUnsafeOverride(MethodDefinition method) =>
        method is { IsVirtual: true, IsReuseSlot: true } && unsafeCalls.Contains(method.FullName);

    private bool IsUnsafe(MethodReference method) => unsafeCalls.Contains(method.GetElementMethod().FullName);

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module) =>
        module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    /// <summary>Calls, constructors and methods taken as delegates: whatever names a method.</summary>
    private static IEnumerable<(Instruction At, MethodReference Method)> Calls(MethodDefinition method) =>
        method.Body.Instructions.Where(at => at.Operand is MethodReference).Select(at => (at, (MethodReference)at.Operand));

    private static IEnumerable<MethodReference> Unheld(MethodDefinition method) =>
        Calls(method).Where(call => IsConversion(call.Method) && !IsHeld(call.At)).Select(call => call.Method);

    private static bool IsConversion(MethodReference method) =>
        method.ReturnType.FullName == Scalar
        && method.DeclaringType.Namespace == "TorchSharp"
        && (method.Name == "op_Implicit" || method.Name.EndsWith("Scalar", StringComparison.Ordinal));

    /// <summary>Stored at once into a field, into a local that is disposed of later, or handed to the caller.</summary>
    private static bool IsHeld(Instruction conversion) => conversion.Next switch
    {
        { OpCode.Code: Code.Stfld or Code.Stsfld or Code.Ret } => true,
        { } next when Stored(next) is { } local => DisposesOf(local, next),
        _ => false,
    };

    private static bool DisposesOf(int local, Instruction from)
    {
        for (var at = from; at.Next is not null; at = at.Next)
        {
            if (Loaded(at) == local && at.Next.Operand is MethodReference { Name: nameof(IDisposable.Dispose) })
            {
                return true;
            }
        }

        return false;
    }

    private static int? Stored(Instruction at) => at.OpCode.Code switch
    {
        Code.Stloc_0 or Code.Stloc_1 or Code.Stloc_2 or Code.Stloc_3 => at.OpCode.Code - Code.Stloc_0,
        Code.Stloc or Code.Stloc_S => ((VariableDefinition)at.Operand).Index,
        _ => null,
    };

    private static int? Loaded(Instruction at) => at.OpCode.Code switch
    {
        Code.Ldloc_0 or Code.Ldloc_1 or Code.Ldloc_2 or Code.Ldloc_3 => at.OpCode.Code - Code.Ldloc_0,
        Code.Ldloc or Code.Ldloc_S => ((VariableDefinition)at.Operand).Index,
        _ => null,
    };
}
