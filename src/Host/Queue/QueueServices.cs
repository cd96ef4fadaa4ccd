using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Queue;

/// <summary>Registers the queue of experiments.</summary>
internal static class QueueServices
{
    /// <summary>Adds the queue and what takes experiments from it.</summary>
    public static IServiceCollection AddQueue(this IServiceCollection services) => services;
}
