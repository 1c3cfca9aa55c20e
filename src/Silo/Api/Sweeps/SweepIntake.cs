using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Sweep.Core.Specs;
using Sweep.Silo.Hosting;
using Sweep.Storage;
using Sweep.Training.Data;

namespace Sweep.Silo.Api.Sweeps;

/// <summary>Checks submitted specs and adds their sweeps to the record, one at a time.</summary>
internal sealed class SweepIntake(ISweepHosting hosting, string dataFolder) : IDisposable
{
    private const int LongestKey = 255;
    private const int KeyDigits = 12;

    private static readonly string Version = typeof(SweepIntake).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The sweep of a submission; not a new one where the same was submitted before.</summary>
    public async Task<(SweepRecord Sweep, SweepPlan Plan, bool Created)> AddAsync(Submission submission, CancellationToken cancellation)
    {
        Check(submission);
        var plan = await Task.Run(() => SpecCompiler.Compile(submission.Spec, "spec").PlanOrThrow(), cancellation).ConfigureAwait(false);
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await FindAsync(submission, cancellation).ConfigureAwait(false) is { } known)
                return known.SpecHash == plan.Hash ? (known, plan, false) : throw Taken(submission, known);
            await LoadAsync(plan, dataFolder, cancellation).ConfigureAwait(false);
            while (true)
            {
                var now = hosting.Time.GetUtcNow();
                var record = new SweepRecord(IdFor(submission, plan), plan.Spec.Name, plan.NormalisedYaml, plan.Hash, dataFolder, plan.Trials, SweepState.Running, now, now, Version);
                // From here on the sweep is there and will run, whether whoever submitted it waits for the answer or not.
                if (await hosting.Store.CreateAsync(record, CancellationToken.None).ConfigureAwait(false))
                    return (record, plan, true);
                // An id of one's own is taken by whoever was quicker; one that was drawn is drawn anew.
                if (await FindAsync(submission, cancellation).ConfigureAwait(false) is { } quicker)
                    return quicker.SpecHash == plan.Hash ? (quicker, plan, false) : throw Taken(submission, quicker);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Holds a plan against its data.</summary>
    public async Task CheckAsync(SweepPlan plan, string folder, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await LoadAsync(plan, folder, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static void Check(Submission submission)
    {
        if (submission.Id is { } id && !SweepId.IsValid(id))
            throw new InvalidInputException($"id: '{id}' cannot be the id of a sweep; allowed are 1 to {SweepId.MaxLength} lower-case letters, digits, '-' and '_', with a letter or digit first");
        if (submission.Key is { } key && (key.Length is 0 or > LongestKey || !key.All(c => c is > ' ' and <= '~')))
            throw new InvalidInputException($"Idempotency-Key: allowed are 1 to {LongestKey} visible ASCII characters");
    }

    private string IdFor(Submission submission, SweepPlan plan)
        => submission.Id
            ?? (submission.Key is { } key ? SweepId.New(plan.Spec.Name, hosting.Time)[..^7] + KeyEnd(key) : null)
            ?? SweepId.New(plan.Spec.Name, hosting.Time);

    // The key lives on in the id itself, so that a repetition is known after a restart and on every server of a cluster.
    private static string KeyEnd(string key)
        => "-k" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..KeyDigits];

    private static SweepConflictException Taken(Submission submission, SweepRecord known) => new(submission.Id is null
        ? string.Create(CultureInfo.InvariantCulture, $"this Idempotency-Key belongs to sweep {known.Id}, which has another spec; a new submission needs a new key")
        : string.Create(CultureInfo.InvariantCulture, $"there is a sweep {known.Id} with another spec; choose another id"));

    private async Task<SweepRecord?> FindAsync(Submission submission, CancellationToken cancellation)
    {
        if (submission.Id is { } id)
            return await hosting.Store.FindAsync(id, cancellation).ConfigureAwait(false);
        if (submission.Key is not { } key)
            return null;
        var end = KeyEnd(key);
        var all = await hosting.Store.ListAsync(cancellation).ConfigureAwait(false);
        return all.Select(summary => summary.Sweep).FirstOrDefault(sweep => sweep.Id.EndsWith(end, StringComparison.Ordinal));
    }

    private Task<IReadOnlyList<PreparedData>> LoadAsync(SweepPlan plan, string folder, CancellationToken cancellation)
        => Task.Run(
            () =>
            {
                EngineGate.Check(plan);
                return DataCheck.LoadAll(plan, folder, hosting.Data);
            },
            cancellation);
}
