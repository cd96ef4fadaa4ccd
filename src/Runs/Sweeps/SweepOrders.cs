using LmmCl.Abstractions;
using LmmCl.Data.Yaml;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Sweeps;

/// <summary>Reads a sweep's <c>orders</c>: a list of names of the study's orders, or a map from names to custom skill lists.</summary>
internal static class SweepOrders
{
    /// <summary>The orders of a file; the world's own order if it names none.</summary>
    /// <exception cref="InputException">A name without skills is not one of the study's, or a skill is listed twice.</exception>
    public static IReadOnlyList<SweepOrder> Read(YamlPlace? place)
    {
        if (place is null)
        {
            return [new SweepOrder(SweepOrder.Default, null)];
        }

        List<SweepOrder> orders = place.IsList
            ? [.. place.Items().Select(item => OfStudy(item.Text(), item))]
            : [.. place.AnyFields().All.Select(field =>
                field.Value.IsNull ? OfStudy(field.Key, field.Value) : Own(field.Key, field.Value))];
        return orders.Count > 0 && orders.DistinctBy(order => order.Name).Count() == orders.Count
            ? orders
            : throw place.Wrong(orders.Count == 0 ? "the list is empty." : "an order is there twice.");
    }

    private static SweepOrder OfStudy(string name, YamlPlace place) => StudyOrders.Find(name) is { } skills
        ? new SweepOrder(name, skills)
        : throw place.Wrong(
            $"the study has no order '{name}'.",
            NearMatches.Suggest(name, StudyOrders.Names) + " For an order of your own write 'name: [skill, skill]'.");

    private static SweepOrder Own(string name, YamlPlace place)
    {
        var skills = place.Items().Select(item => item.Text()).ToList();
        return skills.Count > 0 && skills.Distinct().Count() == skills.Count
            ? new SweepOrder(ExperimentFile.Name(name, place), skills)
            : throw place.Wrong(skills.Count == 0 ? "the list is empty." : "a skill is there twice.");
    }
}
