namespace LmmCl.Data.Llava;

/// <summary>A turn, and the pictures that its content names itself.</summary>
internal readonly record struct ParsedTurn(LlavaTurn Turn, IReadOnlyList<string> Pictures);
