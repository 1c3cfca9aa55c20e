using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Sweep.Silo.Api;

/// <summary>What the OpenAPI document says beyond the endpoints themselves.</summary>
internal static class ApiDescription
{
    private const string Scheme = "bearer";

    /// <summary>Version of this build.</summary>
    public static string Version { get; } = typeof(ApiDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, context, _) =>
    {
        document.Info = new()
        {
            Title = "Sweep",
            Version = "v1",
            Description = "Runs sweeps: every combination of the choices that a spec names, with each layer's gradients watched.",
        };
        document.Servers = [];
        if (context.ApplicationServices.GetRequiredService<ApiOptions>().Token is not null)
        {
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Scheme };
            document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        }

        return Task.CompletedTask;
    });
}
