using LmmCl.Abstractions;

namespace LmmCl.Training.Optimisation;

/// <summary>Enables gradients for the trained parameters only, until disposed.</summary>
internal sealed class GradientSwitch : IDisposable
{
    private readonly List<(ModelParameter Parameter, bool Before)> switched;

    public GradientSwitch(IEnumerable<ModelParameter> all, IReadOnlyList<ModelParameter> trained)
    {
        var chosen = trained.ToHashSet<ModelParameter>(ReferenceEqualityComparer.Instance);
        var added = trained.Where(parameter => parameter.Role == ParameterRole.Added);
        switched = [.. all.Concat(added).Select(parameter => (parameter, parameter.Value.requires_grad))];
        foreach (var (parameter, _) in switched)
        {
            parameter.Value.requires_grad = chosen.Contains(parameter);
        }
    }

    public void Dispose()
    {
        foreach (var (parameter, before) in switched)
        {
            parameter.Value.requires_grad = before;
        }
    }
}
