using System.CommandLine;
using Sweep.Core.Specs.Reference;

namespace Sweep.Client.Commands;

/// <summary><c>sweep schema</c>: prints the JSON Schema of specs.</summary>
internal static class SchemaCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var json = CommonOptions.Json();
        return CommandFactory.Make(
                "schema",
                "Print the JSON Schema of specs, for editors that complete and check YAML.",
                "sweep schema > sweep.schema.json")
            .With(json)
            .Does((_, terminal, _) =>
            {
                terminal.OutWriter.WriteLine(JsonSchema.ForSpec());
                return Task.FromResult(ExitCodes.Done);
            });
    }
}
