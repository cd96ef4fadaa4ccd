using LmmCl.Abstractions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LmmCl.Data.Yaml;

/// <summary>
/// Limits what a document becomes when its aliases are expanded: a few hundred bytes of aliases to lists of aliases would fill any memory,
/// and an alias inside the node that it names would never end.
/// </summary>
internal sealed class YamlBounds
{
    private const int DeepestNesting = 64;
    private const int MostNodes = 100_000;

    private readonly string file;
    private readonly Dictionary<AnchorName, Extent> anchors = [];
    private readonly Stack<(AnchorName Anchor, Extent Extent)> open = new();

    private YamlBounds(string file) => this.file = file;

    /// <summary>Nodes of a subtree with its aliases expanded, and their levels.</summary>
    private readonly record struct Extent(int Nodes, int Levels)
    {
        /// <summary>The extent with a child added. The sum cannot overflow: it is checked after each child.</summary>
        public Extent With(Extent child) => new(Nodes + child.Nodes, Math.Max(Levels, child.Levels + 1));
    }

    /// <summary>Checks a text before its nodes are built, which is done recursively.</summary>
    /// <exception cref="InputException">It has too many nodes or levels, or an alias names a node that contains it.</exception>
    public static void Check(string text, string file)
    {
        var (parser, bounds) = (new Parser(new StringReader(text)), new YamlBounds(file));
        while (parser.MoveNext())
        {
            bounds.Take(parser.Current!);
        }
    }

    private void Take(ParsingEvent next)
    {
        switch (next)
        {
            case DocumentStart:
                anchors.Clear();
                break;
            case MappingStart or SequenceStart:
                open.Push((((NodeEvent)next).Anchor, new Extent(1, 1)));
                RefuseDepth(open.Count, next);
                break;
            case MappingEnd or SequenceEnd:
                var (anchor, extent) = open.Pop();
                Close(anchor, extent, next);
                break;
            case Scalar scalar:
                Close(scalar.Anchor, new Extent(1, 0), next);
                break;
            case AnchorAlias alias:
                Close(AnchorName.Empty, Of(alias), next);
                break;
            default:
                break;
        }
    }

    private Extent Of(AnchorAlias alias) =>
        open.Any(node => node.Anchor == alias.Value) ? throw Wrong(alias, $"the alias '*{alias.Value}' is within the node that it names.")
            : anchors.GetValueOrDefault(alias.Value, new Extent(1, 0)); // A name that is not there is reported when the document is built.

    private void Close(AnchorName anchor, Extent extent, ParsingEvent at)
    {
        if (!anchor.IsEmpty)
        {
            anchors[anchor] = extent;
        }

        RefuseDepth(open.Count + extent.Levels, at);
        if (open.TryPop(out var parent))
        {
            extent = parent.Extent.With(extent);
            open.Push((parent.Anchor, extent));
        }

        if (extent.Nodes > MostNodes)
        {
            throw Wrong(at, $"more than {MostNodes:N0} values, aliases expanded.");
        }
    }

    private void RefuseDepth(int levels, ParsingEvent at)
    {
        if (levels > DeepestNesting)
        {
            throw Wrong(at, $"nested more than {DeepestNesting} levels deep.");
        }
    }

    private InputException Wrong(ParsingEvent at, string problem) => new($"{file}: line {at.Start.Line}", problem);
}
