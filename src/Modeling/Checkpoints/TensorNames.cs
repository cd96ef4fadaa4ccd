using System.Text.RegularExpressions;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>Tensors that files contain besides the parameters.</summary>
internal static partial class TensorNames
{
    /// <summary>Returns true for tables that old files contain although they follow from the configuration.</summary>
    public static bool IsDerived(string name) => DerivedTables().IsMatch(name);

    [GeneratedRegex(@"(^|\.)(position_ids|rotary_emb\.inv_freq|rotary_pos_emb\.inv_freq)$")]
    private static partial Regex DerivedTables();
}
