using Microsoft.Extensions.Hosting;

namespace LmmCl.Host.Api.Recorded;

/// <summary>
/// Reads the newest experiments as soon as the service knows them: the history of a long one takes seconds to verify, which the first
/// visitor of its page would wait for.
/// </summary>
internal sealed class FramePreparation(ExperimentIndex index, FrameDocuments documents) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await index.Complete.WaitAsync(stoppingToken);
        foreach (var experiment in index.Newest.Take(FrameDocuments.Most))
        {
            try
            {
                await documents.ReadAsync(experiment, stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // An altered history or an unreadable store is reported when the page is opened.
            }
        }
    }
}
