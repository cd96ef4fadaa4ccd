namespace LmmCl.Plugins.Faults;

/// <summary>
/// A method did something that it had not declared: it trained other parameters, or left files that no capability announces.
/// </summary>
internal sealed class BrokenDeclarationException(string message) : Exception(message);
