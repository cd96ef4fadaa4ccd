using System.Reflection;

namespace LmmCl.Architecture.Tests;

/// <summary>The public surface of an assembly as sorted lines of text.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        var name = Name(type);
        yield return $"{Kind(type)} {name}{Bases(type)}";
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetNames(type))
            {
                yield return $"{name}.{value} = {Convert.ToInt64(Enum.Parse(type, value))}";
            }

            yield break;
        }

        foreach (var member in type.GetMembers(Declared).Where(IsVisible).Where(member => !member.Name.Contains('<')))
        {
            yield return $"{name}.{Describe(member)}";
        }
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily) && !IsAccessor(method),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsPublic || accessor.IsFamily),
        FieldInfo field => field.IsPublic || field.IsFamily,
        _ => false,
    };

    private static bool IsAccessor(MethodBase method) =>
        method.IsSpecialName
        && (method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal));

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{method.Name}({Parameters(method)}) -> {Name(method.ReturnType)}",
        PropertyInfo property => $"{property.Name} : {Name(property.PropertyType)} {{{Accessors(property)} }}",
        FieldInfo field => $"{field.Name} : {Name(field.FieldType)}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}",
        _ => member.Name,
    };

    private static string Accessors(PropertyInfo property) => (property.CanRead ? " get;" : "") + (property.CanWrite ? " set;" : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var value = parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "";
        return $"{Name(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Bases(Type type)
    {
        var bases = type.GetInterfaces().Where(item => item.Assembly == type.Assembly).Select(Name);
        return bases.Any() ? " : " + string.Join(", ", bases.Order(StringComparer.Ordinal)) : "";
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!) + "&";
        }

        if (!type.IsGenericType)
        {
            return type.FullName?.Replace('+', '.') ?? type.Name;
        }

        var own = (type.GetGenericTypeDefinition().FullName ?? type.Name).Split('`')[0].Replace('+', '.');
        return $"{own}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
