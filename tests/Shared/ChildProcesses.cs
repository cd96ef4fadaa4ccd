using System.Globalization;

namespace LmmCl.Tests;

/// <summary>Who was started by whom, from <c>/proc</c>; dead ones that nobody has asked about yet do not count.</summary>
internal static class ChildProcesses
{
    public static IReadOnlyList<int> OfThisProcess() => Of(Environment.ProcessId);

    public static IReadOnlyList<int> Of(int parent) =>
        [.. Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && State(id) is { } state && state.Parent == parent && state.Letter != 'Z')];

    public static bool IsAlive(int id) => State(id) is { Letter: not 'Z' };

    private static (char Letter, int Parent)? State(int id)
    {
        try
        {
            // The name in parentheses may hold anything; the state and the parent come after the last one.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
