using LmmCl.Abstractions;

namespace LmmCl.Events;

/// <summary>Trained parameters of a role.</summary>
/// <param name="Role">The role.</param>
/// <param name="Tensors">Number of parameter tensors.</param>
/// <param name="Numbers">Number of scalar values in them.</param>
public sealed record RoleCount(ParameterRole Role, int Tensors, long Numbers);
