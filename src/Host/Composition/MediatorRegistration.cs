using System.Reflection;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Composition;

/// <summary>Registers MediatR 5, whose package has no method for it.</summary>
internal static class MediatorRegistration
{
    private static readonly Type[] handlerInterfaces =
        [typeof(IRequestHandler<,>), typeof(INotificationHandler<>), typeof(IRequestValidator<>)];

    /// <summary>Registers the mediator and every handler and validator in <paramref name="assembly"/>.</summary>
    public static IServiceCollection AddMediator(this IServiceCollection services, Assembly assembly)
    {
        services.AddTransient<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddTransient<IMediator, Mediator>();
        foreach (var handler in assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var service in handler.GetInterfaces().Where(IsHandlerInterface))
            {
                services.AddTransient(service, handler);
            }
        }

        return services;
    }

    /// <summary>
    /// Adds a pipeline behaviour, an open generic <see cref="IPipelineBehavior{TRequest, TResponse}"/>. Those that are added first are
    /// outermost; one whose constraints a request does not meet is left out.
    /// </summary>
    public static IServiceCollection AddBehaviour(this IServiceCollection services, Type behaviour) =>
        services.AddTransient(typeof(IPipelineBehavior<,>), behaviour);

    private static bool IsHandlerInterface(Type type) =>
        type.IsGenericType && handlerInterfaces.Contains(type.GetGenericTypeDefinition());
}
