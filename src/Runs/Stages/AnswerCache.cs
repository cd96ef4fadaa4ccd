using LmmCl.Events;
using LmmCl.Modeling.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Runs.Stages;

/// <summary>
/// A cache of base-model answers, shared by experiments that start from the same weights: the first to claim a benchmark answers it for
/// all. An answer file names the model and the questions in its header, and its name contains the hashes of the model's files and of the
/// pictures, so that answers to anything else are never reused. Answers of different kinds of device are kept apart: when two tokens are
/// almost equally likely, the device's rounding decides.
/// </summary>
internal sealed class AnswerCache(string root)
{
    /// <summary>
    /// Claims a benchmark, so that parallel experiments do not both answer it; null while another holds the claim. A claim ends with its
    /// process, and costs nothing if the answers already exist.
    /// </summary>
    public FileLock? TryClaim(AnswerKey key) =>
        FileLock.TryTake(PathOf(key) + ".lock");

    /// <summary>
    /// The content of the cached file; null if there is none. Anybody can write it, so it is used only if the log knows it.
    /// </summary>
    public byte[]? Find(AnswerKey key) => File.Exists(PathOf(key)) ? File.ReadAllBytes(PathOf(key)) : null;

    /// <summary>Stores the answers of a base model.</summary>
    public void Keep(AnswerKey key, string answersPath)
    {
        using var answers = File.OpenRead(answersPath);
        DurableFile.WriteShared(PathOf(key), answers.CopyTo);
    }

    private string PathOf(AnswerKey key)
    {
        var device = key.Device.type == DeviceType.CPU ? "" : "-cuda";
        var folder = $"{new ContentHash(key.Model).Short}-{key.ModelFiles.Short}{device}";
        return Path.Combine(root, folder, $"{key.Benchmark}-{key.Pictures.Short}.jsonl");
    }
}
