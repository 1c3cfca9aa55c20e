using Sweep.Core.Verdicts;

namespace Sweep.Reporting.Json;

internal sealed record RemedyDocument(string Verdict, string Field, string Text, long? Trial)
{
    public static RemedyDocument Of(Remedy remedy) => new(TrialVerdicts.NameOf(remedy.Verdict), remedy.Field, remedy.Text, remedy.Trial);
}
