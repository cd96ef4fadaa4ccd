using System.Reflection;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Composition;

/// <summary>Registers MediatR 5, whose package has no method for it.</summary>
internal static class MediatorRegistration
{
    private static readonly Type[] handlerInterfaces = [typeof(IRequestHandler<,>), typeof(INotificationHandler<>)];

    /// <summary>Registers the mediator and every handler in <paramref name="assembly"/>.</summary>
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

    private static bool IsHandlerInterface(Type type) =>
        type.IsGenericType && handlerInterfaces.Contains(type.GetGenericTypeDefinition());
}
