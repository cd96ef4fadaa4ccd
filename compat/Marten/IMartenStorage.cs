using JasperFx;

namespace Marten;

/// <summary>The tables of a store.</summary>
public interface IMartenStorage
{
    /// <summary>Creates what is missing.</summary>
    Task ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate? @override = null);
}
