using System.Text.Json.Nodes;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.TinyWorld.Tasks;

/// <summary>One drawn question.</summary>
/// <param name="Picture">What is seen.</param>
/// <param name="Prompt">What is asked in training, without the image mark.</param>
/// <param name="Answer">What is to be said.</param>
/// <param name="Document">The fields that the benchmark's scorer and prompt need.</param>
/// <param name="Caption">All that the picture shows, in words; null where a skill must not be hinted at.</param>
internal sealed record TinyItem(RgbImage Picture, string Prompt, string Answer, JsonObject Document, string? Caption = null);
