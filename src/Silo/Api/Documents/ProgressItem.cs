namespace Sweep.Silo.Api.Documents;

/// <summary>How a sweep goes while a server runs it.</summary>
/// <param name="InFlight">Trials handed to trainers, without a result yet.</param>
/// <param name="Epochs">Epochs of finished trials.</param>
/// <param name="Steps">Steps of finished trials.</param>
/// <param name="Samples">Training samples that finished trials have seen.</param>
/// <param name="Leaders">The best ten trials so far, best first.</param>
public sealed record ProgressItem(int InFlight, long Epochs, long Steps, long Samples, IReadOnlyList<LeaderItem> Leaders);
