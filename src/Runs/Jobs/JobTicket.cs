using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Jobs;

/// <summary>
/// The fencing token of a submission: a file in the run folder, written before the job is submitted and removed once the job is considered
/// ended. A job records nothing without it, and no other run begins while there is one.
/// </summary>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="Submission">Submission of the experiment, counted from 1.</param>
/// <param name="MaxRequeues">Number of times that the job may queue itself again.</param>
internal sealed record JobTicket(string Sweep, int Submission, int MaxRequeues)
{
    private const string Pattern = "job-*.json";

    private static readonly JsonSerializerOptions options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads a submission's ticket.</summary>
    /// <exception cref="InputException">The job is considered ended, or the file is damaged.</exception>
    public static JobTicket Read(JobFiles files)
    {
        Require(files);
        try
        {
            return JsonSerializer.Deserialize<JobTicket>(File.ReadAllBytes(files.Ticket), options)
                ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new InputException(files.Ticket, $"this is not the ticket of a job ({error.Message})", "Cancel the job.", error);
        }
    }

    /// <summary>Refuses a job that is considered ended.</summary>
    /// <exception cref="InputException">The submission has no ticket.</exception>
    public static void Require(JobFiles files)
    {
        if (!File.Exists(files.Ticket))
        {
            throw new InputException(
                files.Ticket,
                $"submission {files.Submission} of this experiment is considered ended; another may have replaced it.",
                $"Nothing more of it is recorded; what it has recorded is in {files.Spool}.");
        }
    }

    /// <summary>Refuses to run an experiment outside of jobs while one may run it.</summary>
    /// <exception cref="InputException">A job has the experiment.</exception>
    public static void RefuseAny(RunFolder folder)
    {
        var work = Path.Combine(folder.Root, "work");
        if (Directory.Exists(work) && Directory.EnumerateFiles(work, Pattern).FirstOrDefault() is { } ticket)
        {
            throw new InputException(
                ticket,
                "the experiment is with the cluster, as a job.",
                "Follow it with 'lmmcl resume'. To run it here, cancel its job ('lmmcl queue' names it); 'lmmcl resume' records that.");
        }
    }

    /// <summary>Gives the experiment to the submission.</summary>
    public void Write(JobFiles files) =>
        DurableFile.WriteShared(files.Ticket, stream => JsonSerializer.Serialize(stream, this, options));

    /// <summary>Takes the experiment back.</summary>
    public static void Remove(JobFiles files) => File.Delete(files.Ticket);
}
