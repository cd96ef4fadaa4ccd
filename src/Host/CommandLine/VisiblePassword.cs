using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.EventStore.Stores;

namespace LmmCl.Host.CommandLine;

/// <summary>Refuses a password on the command line, which the list of processes shows to every user, and shells keep.</summary>
internal static class VisiblePassword
{
    private const string Option = "--store";

    /// <summary>Checks the store that was typed; one from the environment may have a password.</summary>
    /// <exception cref="InputException">It has a password, or it is the address of something other than a store.</exception>
    public static void Refuse(ParseResult parsed)
    {
        var option = parsed.CommandResult.Command.Options.OfType<Option<string?>>().FirstOrDefault(option => option.Name == Option);
        if (option is null || parsed.Errors.Count > 0 || parsed.GetResult(option) is not { Implicit: false })
        {
            return;
        }

        if (parsed.GetValue(option) is { Length: > 0 } store && EventLogs.HasPassword(store))
        {
            throw new InputException(
                Option,
                "the address contains a password, which every user of this computer can read in the list of processes.",
                "Leave it out, and put it into PGPASSWORD or a line of ~/.pgpass (docs/stores.md).");
        }
    }
}
