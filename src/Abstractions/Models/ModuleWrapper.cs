using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>Stands around a module of a model: gets its input and what it would do, returns its output.</summary>
/// <param name="input">What the module is given.</param>
/// <param name="inner">The module with every wrapper put on before this one. Need not be called.</param>
public delegate Tensor ModuleWrapper(Tensor input, Func<Tensor, Tensor> inner);
