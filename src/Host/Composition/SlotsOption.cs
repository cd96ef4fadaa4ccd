using System.CommandLine;
using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Runs.Slots;

namespace LmmCl.Host.Composition;

/// <summary><c>--slots</c>, for every command that can run several experiments.</summary>
internal static class SlotsOption
{
    private const string Name = "--slots";

    public static Option<string?> Create() => new(Name)
    {
        Description = "Experiments to run side by side; by default as many as this machine has cores for.",
        HelpName = "number",
    };

    /// <summary>The number given, or the number of slots of the machine.</summary>
    /// <exception cref="InputException">The text is not a number of slots.</exception>
    public static int Parse(string? given)
    {
        if (string.IsNullOrEmpty(given))
        {
            return MachineSlots.Count();
        }

        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var slots) && slots > 0
            ? slots
            : throw new InputException(Name, $"'{given}' is not a number of experiments, 1 or more.", $"Write for example {Name} 2.");
    }
}
