using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>Wraps a module of a model: receives its input and its computation, and returns its output.</summary>
/// <param name="input">Input of the module.</param>
/// <param name="inner">The module with all wrappers installed before this one. Calling it is optional.</param>
public delegate Tensor ModuleWrapper(Tensor input, Func<Tensor, Tensor> inner);
