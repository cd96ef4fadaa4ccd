using System.Text.Encodings.Web;
using System.Text.Json;

namespace LmmCl.Audit.Export;

/// <summary>The verifier included in an export: a Python program without dependencies, and its instructions.</summary>
internal static class VerifierFiles
{
    private const string ListName = "files.json";

    private static readonly string[] names = ["verify.py", "README.md"];

    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the verifier, its instructions and the list that it reads.</summary>
    public static void Write(string folder, ExportedFiles exported)
    {
        File.WriteAllBytes(Path.Combine(folder, ListName), [.. JsonSerializer.SerializeToUtf8Bytes(exported, options), (byte)'\n']);
        foreach (var name in names)
        {
            using var resource = typeof(VerifierFiles).Assembly.GetManifestResourceStream($"export.{name}")!;
            using var file = File.Create(Path.Combine(folder, name));
            resource.CopyTo(file);
        }
    }
}
