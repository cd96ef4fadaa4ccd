using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Jobs;

/// <summary>The files of one submission in an experiment's run folder, which host and node share.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Submission">Submission of the experiment, counted from 1.</param>
internal sealed record JobFiles(RunFolder Folder, int Submission)
{
    /// <summary>The submission's right to record events; see <see cref="JobTicket"/>.</summary>
    public string Ticket => Named("json");

    /// <summary>The experiment's events at the time of the submission, for a node that cannot reach the store.</summary>
    public string History => Named("history");

    /// <summary>The events that the job recorded; each submission has its own, apart from those of a job that it replaced.</summary>
    public string Spool => Named("spool");

    /// <summary>The script that was submitted.</summary>
    public string Script => Named("sh");

    /// <summary>The output of the job.</summary>
    public string Output => Named("out");

    private string Named(string extension) => Path.Combine(Folder.Root, "work", $"job-{Submission}.{extension}");
}
