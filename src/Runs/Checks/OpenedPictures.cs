using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Checks;

/// <summary>Shows how many pictures of a data file a check has opened.</summary>
public static class OpenedPictures
{
    /// <summary>Returns what a check calls with a data file and the numbers of pictures that were opened and that are to be.</summary>
    public static Action<string, int, int> ShownBy(IWorkProgress progress) => (file, done, total) =>
        progress.Count($"checking the pictures of {Path.GetFileName(file)}", done, total);
}
