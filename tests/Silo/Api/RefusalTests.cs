using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Sweep.Core.Specs;
using Sweep.Silo.Api;
using Sweep.Silo.Api.Security;
using Sweep.Storage;

namespace Sweep.Silo.Tests.Api;

public sealed class RefusalTests
{
    private const string Secret = "0123456789abcdef-secret";

    [Fact]
    public async Task All_that_is_wrong_with_a_spec_is_told_with_its_place_and_nothing_is_written()
    {
        await using var api = await ApiFixture.StartAsync();
        using var response = await api.SubmitAsync("name: x\ndataset: digit\nmodel: {hiden: [4]}\n");
        var errors = (await ApiFixture.ProblemAsync(response, 400)).GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal([(2, 10), (3, 9)], errors.Select(error => (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32())));
        Assert.Contains("did you mean 'digits'", errors[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        using var list = await api.GetAsync("/api/v1/sweeps");
        Assert.Empty((await ApiFixture.JsonAsync(list)).EnumerateArray());
    }

    [Theory]
    [InlineData("name: [", "application/yaml")]
    [InlineData("", "text/plain")]
    [InlineData("{\"name\": \"x\",\n \"dataset\": }", "application/json")]
    public async Task Text_that_is_no_spec_is_refused_with_a_line(string text, string type)
    {
        await using var api = await ApiFixture.StartAsync();
        using var response = await api.SubmitAsync(text, type: type);
        Assert.NotEmpty((await ApiFixture.ProblemAsync(response, 400)).GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        await using var api = await ApiFixture.StartAsync();
        using var content = new ByteArrayContent([0x6e, 0xff, 0xfe]);
        content.Headers.ContentType = new("application/yaml");
        using var response = await api.Client.PostAsync(new Uri("/api/v1/sweeps", UriKind.Relative), content);
        await ApiFixture.ProblemAsync(response, 400);
    }

    [Theory]
    [InlineData("?id=No%20id")]
    [InlineData("?id=-a")]
    public async Task An_id_that_cannot_be_is_refused(string query)
    {
        await using var api = await ApiFixture.StartAsync();
        using var response = await api.SubmitAsync(ApiFixture.Quick, query);
        await ApiFixture.ProblemAsync(response, 400);
    }

    [Fact]
    public async Task Other_types_of_content_are_refused()
    {
        await using var api = await ApiFixture.StartAsync();
        using var response = await api.SubmitAsync(ApiFixture.Quick, type: "application/xml");
        await ApiFixture.ProblemAsync(response, 415);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_beyond_the_limit_is_refused_whether_its_length_is_told_or_not(bool chunked)
    {
        await using var api = await ApiFixture.StartAsync(options => options with { GreatestBody = 1000 });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sweeps") { Content = new StringContent(new string('#', 1001), Encoding.UTF8, "application/yaml") };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await api.Client.SendAsync(request);
        await ApiFixture.ProblemAsync(response, 413);
        Assert.Equal(1 << 20, new ApiOptions { Listen = ListenAddress.Parse("127.0.0.1:0") }.GreatestBody);
    }

    [Fact]
    public async Task Whoever_asks_too_often_is_told_when_to_come_back_and_probes_still_answer()
    {
        await using var api = await ApiFixture.StartAsync(options => options with { Burst = 3, RequestsPerSecond = 1 });
        var answers = new List<HttpResponseMessage>();
        while (answers.Count < 100 && answers.LastOrDefault()?.StatusCode != HttpStatusCode.TooManyRequests)
            answers.Add(await api.GetAsync("/api/v1/sweeps"));
        Assert.True(answers.Count > 3);
        await ApiFixture.ProblemAsync(answers[^1], 429);
        Assert.True(answers[^1].Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        using var probe = await api.GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        answers.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task Streams_beyond_the_limit_are_refused()
    {
        await using var api = await ApiFixture.StartAsync(options => options with { Streams = 1 });
        var id = await api.AddAsync(ApiFixture.Endless);
        using var first = await api.Client.GetAsync(new Uri($"/api/v1/sweeps/{id}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var second = await api.GetAsync($"/api/v1/sweeps/{id}/events");
        await ApiFixture.ProblemAsync(second, 429);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer wrong-wrong-wrong-wrong", 401)]
    [InlineData("Bearer 0123456789abcdef-secre", 401)]
    [InlineData("Bearer 0123456789ABCDEF-SECRET", 401)]
    [InlineData("Basic 0123456789abcdef-secret", 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Bearer 0123456789abcdef-secret", 200)]
    [InlineData("bearer 0123456789abcdef-secret", 200)]
    public async Task Only_the_token_opens_the_api(string? shown, int status)
    {
        await using var api = await ApiFixture.StartAsync(WithToken);
        foreach (var path in new[] { "/api/v1/sweeps", "/openapi/v1.json" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (shown is not null)
                request.Headers.TryAddWithoutValidation("Authorization", shown);
            using var response = await api.Client.SendAsync(request);
            if (status == 200)
            {
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                continue;
            }

            await ApiFixture.ProblemAsync(response, status);
            Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        }
    }

    [Fact]
    public async Task A_token_in_the_address_opens_nothing_and_probes_need_none()
    {
        await using var api = await ApiFixture.StartAsync(WithToken);
        using var query = await api.GetAsync($"/api/v1/sweeps?access_token={Secret}&token={Secret}");
        await ApiFixture.ProblemAsync(query, 401);
        using var unknown = await api.GetAsync("/nothing");
        await ApiFixture.ProblemAsync(unknown, 401);
        foreach (var path in new[] { "/healthz", "/readyz" })
        {
            using var probe = await api.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        }
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("localhost:1", 200)]
    [InlineData("LOCALHOST", 200)]
    [InlineData("127.0.0.1:7777", 200)]
    [InlineData("[::1]:7777", 200)]
    [InlineData("evil.example", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("192.168.0.1", 421)]
    public async Task On_loopback_only_names_of_loopback_are_answered(string host, int status)
    {
        await using var api = await ApiFixture.StartAsync();
        foreach (var path in new[] { "/api/v1/sweeps", "/healthz" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            using var response = await api.Client.SendAsync(request);
            if (status == 200)
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            else
                await ApiFixture.ProblemAsync(response, status);
        }
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://localhost:1", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "none", 201)]
    public async Task Pages_of_other_sites_cannot_submit(string header, string value, int status)
    {
        await using var api = await ApiFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sweeps") { Content = new StringContent(ApiFixture.Quick, Encoding.UTF8, "text/plain") };
        request.Headers.Add(header, value);
        using var response = await api.Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData("[::]:0")]
    public async Task An_address_that_others_reach_is_refused_without_a_token_before_anything_is_made(string listen)
    {
        var folder = Directory.CreateTempSubdirectory("sweep-api-");
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => ApiFixture.StartAsync(options => options with { Listen = ListenAddress.Parse(listen) }, folder));
        Assert.Contains("token", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.EnumerateFileSystemInfos());
        folder.Delete();
    }

    [Fact]
    public async Task An_address_that_others_reach_is_served_with_a_token_under_any_name()
    {
        await using var api = await ApiFixture.StartAsync(options => WithToken(options) with { Listen = ListenAddress.Parse("0.0.0.0:0") });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{api.Server.Address.Port}/api/v1/sweeps"));
        request.Headers.Host = "sweep.example";
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        using var response = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_port_in_use_is_told_and_the_record_is_free_again()
    {
        await using var api = await ApiFixture.StartAsync();
        var folder = Directory.CreateTempSubdirectory("sweep-api-");
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => ApiFixture.StartAsync(options => options with { Listen = ListenAddress.Parse($"127.0.0.1:{api.Server.Address.Port}") }, folder));
        Assert.Contains("is in use", error.Message, StringComparison.Ordinal);
        await using (await SqliteSweepStore.OpenAsync(Path.Combine(folder.FullName, "sweeps.db"), StoreAccess.ReadWrite, TimeProvider.System))
        {
        }

        folder.Delete(recursive: true);
    }

    private static ApiOptions WithToken(ApiOptions options) => options with { Token = AccessToken.Read(null, Secret) };
}
