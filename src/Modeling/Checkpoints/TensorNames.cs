using System.Text.RegularExpressions;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>Maps tensor names written by older releases to the newer ones (study B.3, G.7).</summary>
internal static partial class TensorNames
{
    private static readonly (string Old, string New)[] renames =
    [
        ("language_model.model.", "model.language_model."),
        ("language_model.lm_head.", "lm_head."),
        ("vision_tower.", "model.vision_tower."),
        ("multi_modal_projector.", "model.multi_modal_projector."),
        ("image_newline", "model.image_newline"),
    ];

    /// <summary>Returns the newer name of a tensor; names that are already new, or unknown, are returned unchanged.</summary>
    public static string Newer(string name)
    {
        foreach (var (old, replacement) in renames)
        {
            if (name.StartsWith(old, StringComparison.Ordinal))
            {
                return replacement + name[old.Length..];
            }
        }

        return name;
    }

    /// <summary>Returns true for tables that old files contain although they follow from the configuration.</summary>
    public static bool IsDerived(string name) => DerivedTables().IsMatch(name);

    [GeneratedRegex(@"(^|\.)(position_ids|rotary_emb\.inv_freq)$")]
    private static partial Regex DerivedTables();
}
