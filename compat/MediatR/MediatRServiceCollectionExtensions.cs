using System.Reflection;
using MediatR;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>MediatR 12's registration call for MediatR 5, whose package has none.</summary>
public static class MediatRServiceCollectionExtensions
{
    private static readonly Type[] handlerInterfaces = [typeof(IRequestHandler<,>), typeof(INotificationHandler<>)];

    /// <summary>Registers the mediator and every handler of the assemblies named in <paramref name="configuration"/>.</summary>
    public static IServiceCollection AddMediatR(this IServiceCollection services, Action<MediatRServiceConfiguration> configuration)
    {
        var chosen = new MediatRServiceConfiguration();
        configuration(chosen);
        services.AddTransient<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddTransient<IMediator, Mediator>();
        var types = chosen.Assemblies.SelectMany(assembly => assembly.GetTypes());
        foreach (var handler in types.Where(type => type is { IsClass: true, IsAbstract: false }))
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

/// <summary>Which assemblies are searched for handlers.</summary>
public sealed class MediatRServiceConfiguration
{
    internal List<Assembly> Assemblies { get; } = [];

    /// <summary>Adds the handlers of <paramref name="assembly"/>.</summary>
    public MediatRServiceConfiguration RegisterServicesFromAssembly(Assembly assembly)
    {
        Assemblies.Add(assembly);
        return this;
    }
}
