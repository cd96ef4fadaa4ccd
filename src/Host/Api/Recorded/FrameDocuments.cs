using System.Text;
using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Host.Api.Problems;
using LmmCl.Reports.Frames;

namespace LmmCl.Host.Api.Recorded;

/// <summary>
/// The documents behind the page's time slider. Those of the latest experiments are kept, and read on from where they end: each event is
/// read and verified once.
/// </summary>
internal sealed class FrameDocuments(IEventLog log)
{
    /// <summary>Number of documents that are kept.</summary>
    public const int Most = 8;

    private readonly RecentResults<string, FrameDocument> documents = new(Most);

    /// <summary>Number of documents that are kept now.</summary>
    public int Count => documents.Count;

    /// <summary>The document of an experiment, with all events that the index knows.</summary>
    /// <exception cref="ApiProblem">Its history was altered.</exception>
    public async Task<(IndexedHead Head, byte[] Json)> ReadAsync(IndexedExperiment experiment, CancellationToken ct)
    {
        try
        {
            var document = await documents.GetAsync(experiment.Name, () => Task.FromResult(new FrameDocument(log, experiment.Name)), ct);
            return await document.ReadAsync(experiment.Head.Sequence, ct);
        }
        catch (InputException altered)
        {
            throw ApiProblem.Altered(altered);
        }
    }

    private sealed class FrameDocument(IEventLog log, string experiment)
    {
        private readonly SemaphoreSlim turn = new(1, 1);
        private ExperimentFrames frames = new(experiment);
        private byte[] json = [];

        public async Task<(IndexedHead Head, byte[] Json)> ReadAsync(long until, CancellationToken ct)
        {
            await turn.WaitAsync(ct);
            try
            {
                if (frames.Last is null || frames.Last.Sequence < until)
                {
                    // Off the request's own thread: a long history takes a while, and its first reader may leave.
                    await Task.Run(ReadOnAsync, CancellationToken.None);
                }

                return (IndexedHead.Of(frames.Last!), json);
            }
            finally
            {
                turn.Release();
            }
        }

        private async Task ReadOnAsync()
        {
            try
            {
                await frames.ReadOnAsync(log);
                json = Encoding.UTF8.GetBytes(frames.ToText());
            }
            catch
            {
                // Some of the new events may already be applied.
                frames = new(experiment);
                throw;
            }
        }
    }
}
