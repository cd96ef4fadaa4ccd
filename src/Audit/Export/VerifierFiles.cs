namespace LmmCl.Audit.Export;

/// <summary>The verifier included in an export: a Python program without dependencies, and its instructions.</summary>
internal static class VerifierFiles
{
    private static readonly string[] names = ["verify.py", "README.md"];

    public static void Write(string folder)
    {
        foreach (var name in names)
        {
            using var resource = typeof(VerifierFiles).Assembly.GetManifestResourceStream($"export.{name}")!;
            using var file = File.Create(Path.Combine(folder, name));
            resource.CopyTo(file);
        }
    }
}
