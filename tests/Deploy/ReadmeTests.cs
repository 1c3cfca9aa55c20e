using System.Text.RegularExpressions;
using Sweep.Client.Commands;
using Sweep.Deploy.Tests.Fixture;

namespace Sweep.Deploy.Tests;

public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("One machine")]
    [InlineData("Containers")]
    [InlineData("Kubernetes")]
    [InlineData("A service on one machine")]
    [InlineData("Silos on bare machines")]
    public void Each_road_is_walked_in_five_commands_or_fewer(string road)
        => Assert.InRange(Assert.Single(Readme.Sections[road]).Count, 1, 5);

    [Fact]
    public void Every_command_of_sweep_can_be_understood()
    {
        var commands = Readme.Commands.Concat(Quoted().Matches(Readme.Text).Select(match => match.Groups[1].Value))
            .Select(command => command[(command.IndexOf(" -T sweep ", StringComparison.Ordinal) is var at and >= 0 ? at + 4 : 0)..])
            .Where(command => command.StartsWith("sweep ", StringComparison.Ordinal)).ToList();
        Assert.True(commands.Count >= 5);
        Assert.Contains(commands, command => command.Contains("/run/secrets/api_token", StringComparison.Ordinal));
        // A verb alone is spoken of, not typed.
        foreach (var command in commands.Where(command => command.Split(' ').Length > 2))
            Assert.Empty(Root.Create().Parse(command.Split('<')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]).Errors);
    }

    [Fact]
    public void Every_file_that_it_names_is_there()
    {
        var named = PathPattern().Matches(Readme.Text).Select(match => match.Value.TrimEnd('.')).Distinct()
            .Where(path => path is not ("deploy/.env" or "deploy/prometheus/targets") && !path.StartsWith("deploy/secrets/", StringComparison.Ordinal)).ToList();
        Assert.True(named.Count > 10);
        Assert.All(named, path => Assert.True(Path.Exists(Repository.PathOf(path)), $"there is no {path}"));
        foreach (Match link in Link().Matches(Readme.Text))
            Assert.True(Path.Exists(Path.Combine(Repository.Deploy, link.Groups[1].Value)), $"there is no {link.Groups[1].Value}");
    }

    [Fact]
    public void Every_variable_of_compose_is_told_with_its_default_and_no_other()
    {
        var defaults = Variable().Matches(Repository.Text("deploy/compose.yaml")).Select(match => (Name: match.Groups[1].Value, Default: match.Groups[2].Value)).Distinct().ToList();
        var told = Readme.Text[..Readme.Text.IndexOf("## Kubernetes", StringComparison.Ordinal)];
        foreach (var (name, value) in defaults)
            Assert.Contains(told.Split('\n'), line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains($"`{name}`", StringComparison.Ordinal) && line.Split('|')[2].Contains(value, StringComparison.Ordinal));
        Assert.Equal(
            defaults.Select(pair => pair.Name).Order(StringComparer.Ordinal),
            Row().Matches(told).SelectMany(match => Name().Matches(match.Value)).Select(match => match.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_units_need_is_installed_where_they_look()
    {
        var commands = Readme.Sections["Silos on bare machines"][0];
        Assert.Contains(commands, command => command.Contains("-m 600 -t /etc/sweep deploy/systemd/silo.env postgres-password api-token", StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(Repository.PathOf("deploy/systemd"), "*.service"), unit => Assert.Contains($"deploy/systemd/{Path.GetFileName(unit)}", Readme.Text, StringComparison.Ordinal));
    }

    [GeneratedRegex("`(sweep [^`]+|docker [^`]+ -T sweep [^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(deploy|src|tests|examples)/[A-Za-z0-9_./-]*[A-Za-z0-9_-]")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"\]\((\.\./[^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\$\{([A-Z_]+):-([^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?m)^\| (`[A-Z_]+`(, )?)+ \|")]
    private static partial Regex Row();

    [GeneratedRegex("[A-Z_]{3,}")]
    private static partial Regex Name();
}
