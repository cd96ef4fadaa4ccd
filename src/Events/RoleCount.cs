using LmmCl.Abstractions;

namespace LmmCl.Events;

/// <summary>How much of a role trains.</summary>
/// <param name="Role">The role.</param>
/// <param name="Tensors">Parameters, counted as tensors.</param>
/// <param name="Numbers">Numbers in them.</param>
public sealed record RoleCount(ParameterRole Role, int Tensors, long Numbers);
