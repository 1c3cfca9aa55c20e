using System.Text.RegularExpressions;
using Sweep.Deploy.Tests.Fixture;
using SiloWords = Sweep.Deploy.Tests.Fixture.Silo;

namespace Sweep.Deploy.Tests;

public sealed partial class ContainerfileTests
{
    private static readonly List<(string Word, string Words)> Instructions = Read();

    private static string[] Ignored => [.. Repository.Text(".dockerignore").Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void The_last_stage_has_no_shell_and_its_user_is_a_number_but_roots()
    {
        Assert.Contains(("ARG", "RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled"), Instructions);
        var last = Instructions[Instructions.FindLastIndex(instruction => instruction.Word == "FROM")..];
        Assert.StartsWith("${RUNTIME}", last[0].Words, StringComparison.Ordinal);
        // RUN and the shell forms of the others need a shell.
        Assert.DoesNotContain(last, instruction => instruction.Word == "RUN");
        Assert.All(last.Where(instruction => instruction.Word is "ENTRYPOINT" or "CMD"), instruction => Assert.StartsWith("[", instruction.Words, StringComparison.Ordinal));
        var user = Assert.Single(last, instruction => instruction.Word == "USER").Words;
        Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", user);
        Assert.Equal($"{Node.LoadOne("deploy/kubernetes/base/deployment.yaml")["spec/template/spec/securityContext/runAsUser"].Text}", user.Split(':')[0]);
    }

    [Fact]
    public void Health_is_asked_by_a_command_that_the_program_has()
    {
        var check = Assert.Single(Instructions, instruction => instruction.Word == "HEALTHCHECK").Words;
        var words = QuotedWord().Matches(check).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal("/app/sweep-silo", words[0]);
        Assert.Empty(Sweep.Server.ServerCommand.Create().Parse(words.Skip(1).ToList()).Errors);
    }

    [Fact]
    public void What_is_copied_exists_and_is_let_into_the_build()
    {
        Assert.Equal("*", Ignored[0]);
        var copied = Instructions.Where(instruction => instruction.Word == "COPY" && !instruction.Words.StartsWith("--from", StringComparison.Ordinal))
            .SelectMany(instruction => instruction.Words.Split(' ')[..^1]).ToList();
        Assert.NotEmpty(copied);
        Assert.All(copied, path => Assert.True(Path.Exists(Repository.PathOf(path)), $"there is no {path}"));
        Assert.Equal(copied.Select(path => "!" + path).Order(), Ignored.Where(line => line[0] == '!').Order());
        Assert.Equal(Repository.Text(".dockerignore"), Repository.Text(".containerignore"));
    }

    [Fact]
    public void What_is_published_is_a_program_of_the_cluster_build_with_engine_torch()
    {
        var published = Instructions.Where(instruction => instruction.Word == "RUN").Select(instruction => instruction.Words).ToList();
        Assert.Equal(["src/Server", "src/Client"], published.Select(line => line.Split(' ')[2]));
        Assert.All(published, line => Assert.Contains("-p:Cluster=true -p:Torch=${TORCH}", line, StringComparison.Ordinal));
        Assert.Contains(Instructions, instruction => instruction is { Word: "ARG", Words: "TORCH=true" });
        Assert.Contains("<AssemblyName>sweep-silo</AssemblyName>", Repository.Text("src/Server/Sweep.Server.csproj"), StringComparison.Ordinal);
        Assert.Contains("<AssemblyName>sweep</AssemblyName>", Repository.Text("src/Client/Sweep.Client.csproj"), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_version_is_the_products_and_that_of_the_images_that_are_started()
    {
        var version = ProductVersion().Match(Repository.Text("Directory.Build.props")).Groups[1].Value;
        Assert.All(Instructions.Where(instruction => instruction.Word == "ARG" && instruction.Words.StartsWith("VERSION", StringComparison.Ordinal)), instruction => Assert.Equal($"VERSION={version}", instruction.Words));
        Assert.Equal($"sweep:{version}", ComposeTests.Resolve(Node.LoadOne("deploy/compose.yaml")["services/silo/image"].Text));
        Assert.Equal(version, Node.LoadOne("deploy/kubernetes/base/kustomization.yaml")["images/0/newTag"].Text);
    }

    [Fact]
    public void Its_ports_are_those_that_silos_open()
    {
        var ports = Assert.Single(Instructions, instruction => instruction.Word == "EXPOSE").Words.Split(' ').Select(int.Parse);
        var variables = Node.LoadOne("deploy/compose.yaml")["services/silo/environment"].Map.ToDictionary(pair => pair.Key, pair => ComposeTests.Resolve(pair.Value.Text));
        var (silo, _) = SiloWords.Read(variables);
        Assert.Equal([silo.Http!.Port, silo.SiloPort, silo.GatewayPort], ports);
    }

    private static List<(string Word, string Words)> Read()
    {
        var text = Repository.Text("deploy/Containerfile").Replace("\\\n", " ", StringComparison.Ordinal);
        return [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', 2)).Select(parts => (parts[0], Spaces().Replace(parts[1], " ")))];
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex QuotedWord();

    [GeneratedRegex("<Version>([^<]+)</Version>")]
    private static partial Regex ProductVersion();
}
