using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;

namespace LmmCl.Plugins.Probing;

/// <summary>Describes a settings record as a list of settings, named as in a spec.</summary>
internal static class MethodSettingsText
{
    public static IReadOnlyList<DescribedSetting> Of(Type type)
    {
        var defaults = Defaults(type);
        return [.. type.GetProperties().Where(property => property.CanWrite).Select(property =>
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            return new DescribedSetting(name, Kind(property.PropertyType), defaults?[name]?.ToJsonString());
        })];
    }

    /// <summary>The record bound from empty settings; null if the record requires some.</summary>
    private static JsonObject? Defaults(Type type)
    {
        try
        {
            return MethodSettings.ToJson(MethodSettings.Bind(type, null, "settings"));
        }
        catch (InputException)
        {
            return null;
        }
    }

    private static string Kind(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            { IsEnum: true } => string.Join(" | ", Enum.GetNames(plain).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)),
            _ when plain == typeof(string) => "text",
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(int) || plain == typeof(long) => "whole number",
            _ when plain == typeof(double) || plain == typeof(float) => "number",
            _ when plain.IsAssignableTo(typeof(System.Collections.IEnumerable)) => "list",
            _ => plain.Name,
        };
    }
}
