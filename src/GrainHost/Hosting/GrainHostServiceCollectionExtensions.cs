using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sweep.GrainHost;

/// <summary>Adds a host for grains to an application.</summary>
public static class GrainHostServiceCollectionExtensions
{
    /// <summary>Adds the host, starts and stops it with the application, and offers <see cref="Orleans.IGrainFactory"/>.</summary>
    /// <param name="services">The application's services, which grains are given too.</param>
    /// <param name="options">How grains are treated.</param>
    public static IServiceCollection AddGrainHost(this IServiceCollection services, GrainHostOptions options)
        => services
            .AddSingleton(provider => new EmbeddedGrainHost(options, provider))
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<EmbeddedGrainHost>())
            .AddSingleton(provider => provider.GetRequiredService<EmbeddedGrainHost>().GrainFactory);
}
