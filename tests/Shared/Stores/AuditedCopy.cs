using System.Diagnostics;

namespace LmmCl.Tests;

/// <summary>A copy of the finished experiment's runs, to be altered and audited.</summary>
internal sealed class AuditedCopy : IDisposable
{
    public AuditedCopy(FinishedExperiment finished)
    {
        foreach (var file in Directory.GetFiles(finished.Place.Runs, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Runs, Path.GetRelativePath(finished.Place.Runs, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("lmmcl-audit-").FullName;

    public string Runs => Path.Combine(Root, "runs");

    public string PathOf(string file) => Path.Combine(Root, file);

    public Task<Typed> AuditAsync(params string[] arguments) => Typed.CommandAsync(["audit", .. arguments, "--runs", Runs]);

    /// <summary>A file of the experiment; the first that fits the pattern.</summary>
    public string FileOf(string pattern) =>
        Directory.GetFiles(Path.Combine(Runs, "small"), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();

    public static void Flip(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Runs the check of an exported folder with the machine's own Python.</summary>
    public static (int Code, string Output) VerifyExport(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["verify.py", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
