using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sweep.Client.Output;
using Sweep.Core.Specs;
using Sweep.Silo.Hosting;
using Sweep.Training.Data;

namespace Sweep.Client.Commands;

/// <summary><c>sweep validate</c>: checks a spec and its data, and writes nothing.</summary>
internal static class ValidateCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var json = CommonOptions.Json();
        return CommandFactory.Make(
                "validate",
                "Check a spec and the data it names. All that is wrong is reported at once; exit code 2.",
                "sweep validate examples/quickstart.yaml",
                "sweep validate study.yaml --json | jq .problems")
            .With(spec, json)
            .Does(async (parsed, terminal, cancellation) =>
            {
                var path = parsed.GetRequiredValue(spec);
                var asJson = parsed.GetValue(json);
                try
                {
                    var (plan, folder) = await SpecFile.LoadAsync(path, cancellation);
                    EngineGate.Check(plan);
                    DataCheck.LoadAll(plan, folder, new DataProvider());
                    terminal.OutWriter.WriteLine(asJson
                        ? JsonSerializer.Serialize(new ValidationJson(true, plan.Hash, []), ClientJson.Default.ValidationJson)
                        : string.Create(CultureInfo.InvariantCulture, $"{path}: valid, {plan.Combinations} combinations, {plan.Trials} trials"));
                    return ExitCodes.Done;
                }
                catch (InvalidInputException exception) when (asJson)
                {
                    var problems = exception.Problems.Count > 0 ? exception.Problems : [new(path, 0, 0, exception.Message)];
                    terminal.OutWriter.WriteLine(JsonSerializer.Serialize(new ValidationJson(false, null, problems), ClientJson.Default.ValidationJson));
                    return ExitCodes.BadInput;
                }
            });
    }
}
