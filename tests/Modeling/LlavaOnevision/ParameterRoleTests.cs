using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tests.Small;

namespace LmmCl.Modeling.Tests.LlavaOnevision;

public sealed class ParameterRoleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_has_exactly_the_parameters_that_its_configuration_lists(bool tied)
    {
        using var model = tied ? SmallModel.Tied() : SmallModel.Create();
        Assert.Equal(
            LlavaOnevisionParameters.Of(model.Config).Select(shape => $"{shape.Name} {string.Join(',', shape.Shape)}"),
            model.Parameters.Select(parameter => $"{parameter.Name} {string.Join(',', parameter.Value.shape)}"));
        Assert.Equal(model.named_parameters().Count(), model.Parameters.Count);
    }

    [Fact]
    public void The_towers_own_projections_are_not_mistaken_for_the_language_models()
    {
        using var model = SmallModel.Create();
        var attention = model.Parameters
            .Where(parameter => parameter.Role
                is ParameterRole.AttentionQuery or ParameterRole.AttentionKey or ParameterRole.AttentionValue)
            .ToList();
        Assert.Equal(3 * 2 * model.LayerCount, attention.Count);
        Assert.All(attention, parameter => Assert.StartsWith("model.language_model.layers.", parameter.Name));
        Assert.All(attention, parameter => Assert.NotNull(parameter.Layer));
    }
}
