using Mono.Cecil;
using Mono.Cecil.Cil;

namespace LmmCl.Architecture.Tests;

/// <summary>Namespaces of one assembly that use each other, directly or through others, found in compiled code.</summary>
internal static class NamespaceCycles
{
    /// <summary>Each group of namespaces that cannot be told apart by what uses what, with an example of every use inside it.</summary>
    public static IReadOnlyList<string> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var uses = Uses(module.Types);
        var names = uses.Keys.Select(use => use.From).Distinct().Order(StringComparer.Ordinal).ToList();
        var reached = names.ToDictionary(name => name, name => Reached(name, uses.Keys));
        return
        [
            .. names
                .Where(name => reached[name].Contains(name))
                .GroupBy(name => string.Join(", ", reached[name].Where(other => reached.GetValueOrDefault(other, []).Contains(name)).Order()))
                .Select(cycle => $"{cycle.Key}: {string.Join("; ", Examples(cycle, uses))}"),
        ];
    }

    private static IEnumerable<string> Examples(IEnumerable<string> cycle, Dictionary<(string From, string To), string> uses)
    {
        var members = cycle.ToHashSet();
        return uses.Where(use => members.Contains(use.Key.From) && members.Contains(use.Key.To)).Select(use => use.Value);
    }

    private static HashSet<string> Reached(string from, IReadOnlyCollection<(string From, string To)> uses)
    {
        var (reached, next) = (new HashSet<string>(), new Stack<string>([from]));
        while (next.TryPop(out var current))
        {
            foreach (var (_, to) in uses.Where(use => use.From == current && reached.Add(use.To)))
            {
                next.Push(to);
            }
        }

        return reached;
    }

    private static Dictionary<(string From, string To), string> Uses(IEnumerable<TypeDefinition> types)
    {
        var uses = new Dictionary<(string, string), string>();
        foreach (var type in types.Where(type => type.Namespace.Length > 0))
        {
            foreach (var used in Named(type).SelectMany(Parts).Select(Outermost))
            {
                if (used.Scope == type.Module && used.Namespace.Length > 0 && used.Namespace != type.Namespace)
                {
                    uses.TryAdd((type.Namespace, used.Namespace), $"{type.FullName} uses {used.FullName}");
                }
            }
        }

        return uses;
    }

    /// <summary>Every type that a type and those nested in it name: bases, members, and what their code calls and makes.</summary>
    private static IEnumerable<TypeReference?> Named(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
        .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. type.Methods.SelectMany(Named),
        .. type.NestedTypes.SelectMany(Named),
    ];

    private static IEnumerable<TypeReference?> Named(MethodDefinition method) =>
    [
        .. Signature(method),
        .. method.CustomAttributes.Select(attribute => attribute.AttributeType),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.ExceptionHandlers.Select(handler => handler.CatchType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(Named) : [],
    ];

    private static IEnumerable<TypeReference?> Named(Instruction at) => at.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method => Signature(method),
        _ => [],
    };

    private static IEnumerable<TypeReference?> Signature(MethodReference method) =>
    [
        method.DeclaringType,
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    /// <summary>A type and its arguments, without what arrays, references and pointers add.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
