using System.Text.Json.Nodes;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.TinyWorld.Tasks;

/// <summary>A drawn question.</summary>
/// <param name="Picture">Image of the question.</param>
/// <param name="Prompt">Training question, without the image marker.</param>
/// <param name="Answer">Expected answer.</param>
/// <param name="Document">Fields for the benchmark's scorer and prompt.</param>
/// <param name="Caption">Complete description of the image; null where it would hint at a skill.</param>
internal sealed record TinyItem(RgbImage Picture, string Prompt, string Answer, JsonObject Document, string? Caption = null);
