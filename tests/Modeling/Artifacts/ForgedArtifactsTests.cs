using System.Security.Cryptography;
using System.Text;
using LmmCl.Abstractions;
using LmmCl.Modeling.Artifacts;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Tests.Small;

namespace LmmCl.Modeling.Tests.Artifacts;

/// <summary>Folders of artifacts that somebody else may write to. Nothing is read or written outside of what was asked for.</summary>
public sealed class ForgedArtifactsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private ArtifactFolder Artifacts => new(folder.File("artifacts"));

    private string Restored => folder.File("restored/checkpoint");

    [Theory]
    [InlineData("\"name\": \"delta.safetensors\"", "\"name\": \"../delta.safetensors\"", "not those of the checkpoint's manifest")]
    [InlineData("\"name\": \"delta.safetensors\"", "\"name\": \"/tmp/delta.safetensors\"", "not those of the checkpoint's manifest")]
    [InlineData("\"name\": \"manifest.json\"", "\"name\": \"../manifest.json\"", "does not begin with the manifest")]
    [InlineData("\"schema\": 1", "\"schema\": 2", "schema 2, which this build does not know")]
    [InlineData("\"size\": 64", "\"size\": 9000000000000000000", "not those of the checkpoint's manifest")]
    [InlineData("\"size\": 64", "\"size\": -64", "not a list of a checkpoint's content")]
    [InlineData("\"size\": 64", "\"size\": null", "not a list of a checkpoint's content")]
    [InlineData("\"pieces\"", "\"parts\"", "not a list of a checkpoint's content")]
    [InlineData("\"pieces\": [", "\"pieces\": [null,", "not a list of a checkpoint's content")]
    [InlineData("\"files\": [", "\"files\": [null,", "not a list of a checkpoint's content")]
    public void A_forged_list_is_refused(string old, string replacement, string problem)
    {
        var hash = Copied();
        Rewrite(hash, old, replacement);

        var error = Assert.Throws<InputException>(() => Artifacts.Restore(hash, Restored));

        Assert.StartsWith(ListOf(hash), error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        NothingIsOutside();
    }

    [Fact]
    public void A_hash_that_leads_out_of_the_folder_is_refused()
    {
        var hash = Copied();
        var secret = folder.Write("secret", new byte[64]);
        var tensor = Path.GetFileName(Directory.GetFiles(folder.File("artifacts/content"), "*", SearchOption.AllDirectories)
            .First(file => new FileInfo(file).Length == WrittenCheckpoint.TensorBytes));
        Rewrite(hash, tensor, secret);

        Assert.Contains(
            "not a list of a checkpoint's content",
            Assert.Throws<InputException>(() => Artifacts.Restore(hash, Restored)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_another_checkpoint_is_refused()
    {
        var hash = Copied();
        WrittenCheckpoint.Write(folder.File("other"), ("a", 9));
        Artifacts.Store(folder.File("other"));
        File.Copy(ListOf(CheckpointManifest.HashOfFolder(folder.File("other"))), ListOf(hash), overwrite: true);

        Assert.Contains(
            "does not begin with the manifest of its checkpoint",
            Assert.Throws<InputException>(() => Artifacts.Restore(hash, Restored)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("method/../../evil")]
    [InlineData("/tmp/evil")]
    [InlineData("")]
    public void A_manifest_that_names_a_file_outside_of_its_folder_is_refused(string name)
    {
        var file = $$"""{ "name": "{{name}}", "size": 4, "sha256": "{{HashOf("evil")}}" }""";
        var manifest = $$"""{ "state": "s", "parent": null, "files": [{{file}}] }""";
        var (hash, evil) = (Put(manifest), Put("evil"));
        Directory.CreateDirectory(folder.File("artifacts/checkpoints"));
        File.WriteAllText(ListOf(hash), $$"""
            { "schema": 1, "files": [
              { "name": "manifest.json", "pieces": [{ "sha256": "{{hash}}", "size": {{manifest.Length}} }] },
              { "name": "{{name}}", "pieces": [{ "sha256": "{{evil}}", "size": 4 }] }] }
            """);

        var error = Assert.Throws<InputException>(() => Artifacts.Restore(hash, Restored));

        Assert.Contains("is not the name of a file of this folder", error.Message, StringComparison.Ordinal);
        NothingIsOutside();
        Assert.False(File.Exists("/tmp/evil"));
    }

    public void Dispose() => folder.Dispose();

    private static string HashOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private string Copied()
    {
        var hash = WrittenCheckpoint.Write(folder.File("checkpoint"), ("a", 1), ("b", 2));
        Artifacts.Store(folder.File("checkpoint"));
        return hash;
    }

    private string Put(string content)
    {
        var hash = HashOf(content);
        Directory.CreateDirectory(folder.File($"artifacts/content/{hash[..2]}"));
        File.WriteAllText(folder.File($"artifacts/content/{hash[..2]}/{hash}"), content);
        return hash;
    }

    private void Rewrite(string hash, string old, string replacement)
    {
        var text = File.ReadAllText(ListOf(hash));
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(ListOf(hash), text.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>Whatever was restored before the refusal is inside the destination.</summary>
    private void NothingIsOutside() => Assert.All(
        Directory.Exists(folder.File("restored")) ? Directory.GetFileSystemEntries(folder.File("restored")) : [],
        entry => Assert.Equal(Restored, entry));

    private string ListOf(string hash) => folder.File($"artifacts/checkpoints/{hash}.json");
}
