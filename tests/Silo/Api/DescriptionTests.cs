using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Sweep.Silo.Api.Security;

namespace Sweep.Silo.Tests.Api;

public sealed class DescriptionTests
{
    [Fact]
    public async Task Every_route_is_described_and_every_description_is_of_a_route()
    {
        await using var api = await ApiFixture.StartAsync();
        var routes = api.Server.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} /{Bare(route.RoutePattern.RawText!)}"))
            .Where(route => !route.Contains("/openapi/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var described = (await DocumentAsync(api)).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(routes, described);
    }

    [Fact]
    public async Task The_document_is_valid_and_every_operation_has_a_name_a_summary_and_its_answers()
    {
        await using var api = await ApiFixture.StartAsync();
        using var response = await api.GetAsync("/openapi/v1.json");
        var read = OpenApiDocument.Parse(await response.Content.ReadAsStringAsync(), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        var operations = read.Document!.Paths.Values.SelectMany(path => path.Operations!.Values).ToList();
        Assert.Equal(operations.Count, operations.Select(operation => operation.OperationId).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.False(string.IsNullOrEmpty(operation.OperationId));
            Assert.False(string.IsNullOrEmpty(operation.Summary));
            Assert.Contains(operation.Responses!.Keys, status => status.StartsWith('2'));
        });
        var submit = operations.Single(operation => operation.OperationId == "submitSweep");
        Assert.Equal(["application/json", "application/yaml", "text/plain"], submit.RequestBody!.Content!.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("400", submit.Responses!.Keys);
    }

    [Fact]
    public async Task The_token_is_described_where_there_is_one()
    {
        const string Secret = "0123456789abcdef-secret";
        await using var api = await ApiFixture.StartAsync(options => options with { Token = AccessToken.Read(null, Secret) });
        api.Client.DefaultRequestHeaders.Authorization = new("Bearer", Secret);
        var document = await DocumentAsync(api);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
        Assert.Equal("bearer", Assert.Single(document.GetProperty("security")[0].EnumerateObject()).Name);
    }

    private static async Task<JsonElement> DocumentAsync(ApiFixture api)
    {
        using var response = await api.GetAsync("/openapi/v1.json");
        return await ApiFixture.JsonAsync(response);
    }

    private static string Bare(string pattern) => pattern.Replace(":long", "", StringComparison.Ordinal).Trim('/');
}
