using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Llava;
using LmmCl.Modeling.Siglip;

namespace LmmCl.Modeling.LlavaOnevision;

/// <summary>
/// Name, role and shape of every parameter, derived from the configuration, so that published model sizes can be checked on any machine.
/// </summary>
public static class LlavaOnevisionParameters
{
    /// <summary>Returns the parameters in checkpoint order. A tied head is not listed.</summary>
    public static IEnumerable<ParameterShape> Of(LlavaOnevisionConfig config) =>
        LlavaParameters.Of(config.Dimensions, SiglipParameters.Of(LlavaParameters.Tower, config.Vision));
}
