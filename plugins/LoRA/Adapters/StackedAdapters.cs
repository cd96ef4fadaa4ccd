using System.Globalization;
using LmmCl.Abstractions;

namespace LmmCl.LoRA.Adapters;

/// <summary>
/// State folder with several adapters: the newest in the folder itself, those of earlier stages in <c>stage-1</c>, <c>stage-2</c> and so
/// on, each in PEFT's layout.
/// </summary>
internal static class StackedAdapters
{
    private const string StagePrefix = "stage-";

    /// <summary>Reads all adapters, oldest first.</summary>
    /// <exception cref="InputException">An adapter is damaged or is for another model.</exception>
    public static IReadOnlyList<Adapter> Read(string folder, IMultimodalModel model, ITensorFiles files)
    {
        var read = new List<Adapter>();
        try
        {
            foreach (var place in Earlier(folder).Append(folder))
            {
                read.Add(Adapter.Read(place, model, files));
            }

            return read;
        }
        catch
        {
            read.ForEach(adapter => adapter.Dispose());
            throw;
        }
    }

    /// <summary>
    /// Copies the adapters of <paramref name="previous"/> to the location for earlier adapters in the next stage's folder.
    /// </summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    public static void Keep(string previous, string folder)
    {
        try
        {
            foreach (var (index, source) in Earlier(previous).Append(previous).Index())
            {
                var target = Directory.CreateDirectory(OfStage(folder, index + 1));
                foreach (var file in Directory.GetFiles(source))
                {
                    File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, $"the earlier adapters cannot be copied ({error.Message}).", "Free space on the disk.", error);
        }
    }

    private static IEnumerable<string> Earlier(string folder)
    {
        for (var stage = 1; Directory.Exists(OfStage(folder, stage)); stage++)
        {
            yield return OfStage(folder, stage);
        }
    }

    private static string OfStage(string folder, int stage) =>
        Path.Combine(folder, StagePrefix + stage.ToString(CultureInfo.InvariantCulture));
}
