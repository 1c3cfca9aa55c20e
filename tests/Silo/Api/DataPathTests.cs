using System.Net;

namespace Sweep.Silo.Tests.Api;

public sealed class DataPathTests
{
    private const string Rows = "a,b,y\n1,2,x\n2,1,z\n3,4,x\n4,3,z\n5,6,x\n6,5,z\n7,8,x\n8,7,z\n9,1,x\n1,9,z\n2,2,x\n3,3,z\n4,4,x\n5,5,z\n6,6,x\n7,7,z\n8,8,x\n9,9,z\n1,1,x\n2,3,z\n";

    [Fact]
    public async Task A_relative_path_starts_at_the_servers_data_folder()
    {
        await using var api = await ApiFixture.StartAsync(data: true);
        api.Write("rows.csv", Rows);
        var id = await api.AddAsync(Spec("rows.csv"));
        Assert.Equal(1, (await api.EventsAsync(id))[^1].Data.GetProperty("trials").GetProperty("completed").GetInt64());
    }

    [Theory]
    [InlineData("../rows.csv")]
    [InlineData("a/../../rows.csv")]
    [InlineData("..\\rows.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("missing.csv")]
    public async Task Paths_that_leave_it_are_refused(string path)
    {
        await using var api = await ApiFixture.StartAsync(data: true);
        using var response = await api.SubmitAsync(Spec(path));
        await ApiFixture.ProblemAsync(response, 400);
    }

    [Fact]
    public async Task A_path_that_a_factor_brings_in_is_refused_too()
    {
        await using var api = await ApiFixture.StartAsync(data: true);
        api.Write("rows.csv", Rows);
        using var response = await api.SubmitAsync("""
            name: files
            dataset: {csv: rows.csv}
            model: {hidden: [2]}
            training: {epochs: 1, batch_size: 4}
            vary: {dataset: [{csv: rows.csv}, {csv: /etc/passwd}]}
            """);
        var detail = (await ApiFixture.ProblemAsync(response, 400)).GetRawText();
        Assert.Contains("absolute", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_data_folder_no_file_is_read()
    {
        await using var api = await ApiFixture.StartAsync();
        using var response = await api.SubmitAsync(Spec("rows.csv"));
        Assert.Contains("--data", (await ApiFixture.ProblemAsync(response, 400)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_path_is_read_where_that_is_allowed()
    {
        await using var api = await ApiFixture.StartAsync(anyPath: true);
        using var response = await api.SubmitAsync(Spec(api.Write("rows.csv", Rows)));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private static string Spec(string path) => $$"""
        name: files
        dataset: {csv: '{{path}}'}
        model: {hidden: [2]}
        training: {epochs: 1, batch_size: 4}
        """;
}
