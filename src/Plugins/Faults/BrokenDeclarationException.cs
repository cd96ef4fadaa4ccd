namespace LmmCl.Plugins.Faults;

/// <summary>A method broke its declaration: it trained other parameters, or wrote files that no declared capability covers.</summary>
internal sealed class BrokenDeclarationException(string message) : Exception(message);
