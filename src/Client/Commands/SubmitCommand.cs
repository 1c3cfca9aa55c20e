using System.CommandLine;
using System.Text.Json;
using Sweep.Client.Output;
using Sweep.Client.Remote;

namespace Sweep.Client.Commands;

/// <summary><c>sweep submit</c>: hands a spec to a server.</summary>
internal static class SubmitCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var server = new ServerOptions();
        var id = new Option<string?>("--id") { Description = "Id that the sweep shall have. The same spec again under the same id is the same sweep.", HelpName = "ID" };
        var watch = new Option<bool>("--watch") { Description = "Follow the sweep to its end, like run." };
        var json = CommonOptions.Json();
        var quiet = CommonOptions.Quiet();
        return CommandFactory.Make(
                "submit",
                "Hand a spec to a server, which runs it. Prints the sweep's id; with --watch it follows the sweep and ends like run.",
                "sweep submit examples/quickstart.yaml --server http://127.0.0.1:7777",
                "sweep submit study.yaml --watch --json --quiet > result.json")
            .With(spec, watch, id)
            .With(server.All)
            .With(json, quiet)
            .Does(async (parsed, terminal, cancellation) =>
            {
                using var remote = server.Get(parsed);
                var path = parsed.GetRequiredValue(spec);
                var text = await SpecFile.ReadAsync(path, cancellation);
                var (sweep, created) = await remote.SubmitAsync(text, path == "-" ? "<stdin>" : path, parsed.GetValue(id), cancellation);
                if (!created && !parsed.GetValue(quiet))
                    terminal.Complain($"sweep {sweep.Id} was submitted before; it is {sweep.State}");
                if (parsed.GetValue(watch))
                    return await new RemoteWatch(remote, terminal, TimeProvider.System, parsed.GetValue(json), parsed.GetValue(quiet)).RunAsync(sweep.Id);
                terminal.OutWriter.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(sweep, ClientJson.Default.SweepItem) : sweep.Id);
                return ExitCodes.Done;
            });
    }
}
