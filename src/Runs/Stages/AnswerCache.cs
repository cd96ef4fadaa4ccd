using LmmCl.Events;
using LmmCl.Modeling.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Answers of base models, kept for the other experiments that begin with the same weights: the first that claims a benchmark answers it
/// for all. A file of answers names the model and the questions in its header, and its name holds the hashes of the model's files and of the
/// pictures, so that answers to anything else are never taken. Those of one kind of device are not those of another: where two words are
/// almost as likely, its rounding decides.
/// </summary>
internal sealed class AnswerCache(string root)
{
    /// <summary>
    /// Claims a benchmark, so that experiments side by side do not answer it twice; null as long as another has it. A claim ends with its
    /// process, and a claim for answers that are there already costs nothing.
    /// </summary>
    public FileLock? TryClaim(AnswerKey key) =>
        FileLock.TryTake(PathOf(key) + ".lock");

    /// <summary>
    /// Lays answers of an earlier experiment beside <paramref name="answersPath"/>, where the runner takes up what was answered before.
    /// </summary>
    public void Offer(AnswerKey key, string answersPath)
    {
        var kept = PathOf(key);
        var partial = answersPath + ".partial";
        if (File.Exists(kept) && !File.Exists(partial))
        {
            DurableFolder.Create(Path.GetDirectoryName(answersPath)!);
            File.Copy(kept, partial);
        }
    }

    /// <summary>Keeps the answers of a base model.</summary>
    public void Keep(AnswerKey key, string answersPath)
    {
        var kept = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);

        // A name of its own: where file locks do not hold, two may keep the same answers.
        var writing = $"{kept}.{Path.GetRandomFileName()}";
        File.Copy(answersPath, writing);
        File.Move(writing, kept, overwrite: true);
    }

    private string PathOf(AnswerKey key)
    {
        var device = key.Device.type == DeviceType.CPU ? "" : "-cuda";
        var folder = $"{new ContentHash(key.Model).Short}-{key.ModelFiles.Short}{device}";
        return Path.Combine(root, folder, $"{key.Benchmark}-{key.Pictures.Short}.jsonl");
    }
}
