using Sweep.Deploy.Tests.Fixture;

namespace Sweep.Deploy.Tests;

public sealed class ScriptTests
{
    public static TheoryData<string> Scripts =>
        [.. Directory.EnumerateFiles(Repository.Deploy, "*.sh", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Repository.PathOf("eng/torch"), "*.sh")).Select(file => Path.GetRelativePath(Repository.Root, file)).Order()];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_can_be_read(string script)
    {
        await Tool.RunAsync("bash", "-n", script);
        Assert.Equal(Repository.Text(script).StartsWith("#!", StringComparison.Ordinal), (File.GetUnixFileMode(Repository.PathOf(script)) & UnixFileMode.UserExecute) != 0);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Shellcheck_finds_no_fault(string script)
    {
        Tool.Need("shellcheck", always: true);
        await Tool.RunAsync("shellcheck", "--shell=bash", "--severity=warning", "--external-sources", "--source-path=SCRIPTDIR", script);
    }

    [Fact]
    public async Task Secrets_are_made_once_for_compose_and_are_shut_to_others()
    {
        Tool.Need("openssl", always: true);
        var parent = Directory.CreateTempSubdirectory("sweep-secrets-").FullName;
        try
        {
            var folder = Path.Combine(parent, "secrets");
            var said = await Tool.RunAsync("deploy/make-secrets.sh", folder);
            var named = Node.LoadOne("deploy/compose.yaml")["secrets"].Map.Values.Select(secret => Path.GetFileName(secret["file"].Text)).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(named, Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            var secrets = named.ToDictionary(name => name, name => File.ReadAllText(Path.Combine(folder, name)));
            Assert.Equal(named.Count, secrets.Values.Distinct().Count());
            foreach (var secret in secrets.Values)
            {
                Assert.Matches("^[0-9a-f]{64}$", secret);
                Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            await Tool.RunAsync("deploy/make-secrets.sh", folder);
            Assert.All(secrets, pair => Assert.Equal(pair.Value, File.ReadAllText(Path.Combine(folder, pair.Key))));
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [Theory]
    [InlineData("deploy/local.sh")]
    [InlineData("deploy/local.sh", "begin")]
    [InlineData("deploy/local.sh", "--port")]
    [InlineData("deploy/local-cluster.sh", "--silo")]
    public async Task Words_that_mean_nothing_show_what_does(string script, params string[] words)
    {
        var (code, output, error) = await Tool.TryAsync(script, words);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"usage: {Path.GetFileName(script)}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_none_is_refused()
    {
        var (code, _, error) = await Tool.TryAsync("deploy/local.sh", "--port", "70000", "start");
        Assert.Equal((1, "local: '70000' is no port; allowed: 1 to 65535\n"), (code, error));
    }
}
