using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Checks;

/// <summary>Shows how many pictures of a data file a check has opened.</summary>
public static class OpenedPictures
{
    /// <summary>Returns a callback for checks, which takes a data file, the number of pictures opened and their total.</summary>
    public static Action<string, int, int> ShownBy(IWorkProgress progress) => (file, done, total) =>
        progress.Count($"checking the pictures of {Path.GetFileName(file)}", done, total);
}
