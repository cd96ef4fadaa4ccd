using TorchSharp.Modules;

namespace LmmCl.Abstractions;

/// <summary>A parameter of a model, with the information that a recipe needs.</summary>
/// <param name="Name">Name in the Hugging Face layout with the newer keys
/// (<c>model.language_model.layers.0.self_attn.q_proj.weight</c>).</param>
/// <param name="Role">Role of the parameter.</param>
/// <param name="Layer">Index of the language-model layer; null outside the layers.</param>
/// <param name="Value">The tensor itself.</param>
public sealed record ModelParameter(string Name, ParameterRole Role, int? Layer, Parameter Value);
