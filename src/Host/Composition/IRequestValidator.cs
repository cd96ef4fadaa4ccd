using LmmCl.Abstractions;

namespace LmmCl.Host.Composition;

/// <summary>Checks a request before its handler gets it. Every validator of the assembly is registered.</summary>
internal interface IRequestValidator<in TRequest>
{
    /// <summary>Refuses a request that is wrong in itself.</summary>
    /// <exception cref="InputException">A field is wrong; the message names it and the fix.</exception>
    void Validate(TRequest request);
}
