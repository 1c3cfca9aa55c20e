using System.Globalization;

namespace Sweep.Simulation.Tests.Faults;

/// <summary>What a seed decides beforehand: the cluster, its faults and how unsure messages and the record are.</summary>
internal sealed record Schedule
{
    public required ulong Seed { get; init; }

    public required int Silos { get; init; }

    public required int Workers { get; init; }

    /// <summary>After this nothing goes wrong any more.</summary>
    public required TimeSpan Calm { get; init; }

    public required IReadOnlyList<PlannedFault> Faults { get; init; }

    /// <summary>What was left out of what the seed decides.</summary>
    public IReadOnlyList<string> LeftOut { get; private init; } = [];

    public required double MessageLost { get; init; }

    public required double MessageDoubled { get; init; }

    public required double MessageSlow { get; init; }

    public required double RecordRefuses { get; init; }

    public required double RecordAnswerLost { get; init; }

    public required double RecordSlow { get; init; }

    public required double AttemptBreaks { get; init; }

    public required TimeSpan CollectionAge { get; init; }

    /// <summary>When a person asks for a pause; null where nobody does.</summary>
    public TimeSpan? PauseAt { get; private init; }

    /// <summary>When that person resumes the sweep.</summary>
    public TimeSpan ResumeAt { get; private init; }

    /// <summary>When a person ends the sweep for good; null where nobody does.</summary>
    public TimeSpan? CancelAt { get; private init; }

    /// <summary>Whether nothing goes wrong but for attempts that break.</summary>
    public bool IsQuiet { get; private init; }

    public static Schedule Of(ulong seed)
    {
        var schedule = Asked(Unsure(seed));
        return seed % 12 != 0 ? schedule : schedule with
        {
            IsQuiet = true,
            Faults = [],
            MessageLost = 0,
            MessageDoubled = 0,
            MessageSlow = 0,
            RecordRefuses = 0,
            RecordAnswerLost = 0,
            RecordSlow = 0,
            PauseAt = null,
            CancelAt = null,
        };
    }

    private static Schedule Asked(Schedule schedule)
    {
        var chance = new Chance(schedule.Seed, ChanceUse.Requests);
        var pauseAt = chance.Between(0, 40);
        var resumeAt = pauseAt + chance.Between(1, 40);
        return schedule with
        {
            PauseAt = chance.Happens(0.25) ? pauseAt : null,
            ResumeAt = resumeAt,
            CancelAt = chance.Happens(0.12) ? chance.Between(0, 60) : null,
            Calm = schedule.Calm > resumeAt ? schedule.Calm : resumeAt,
        };
    }

    /// <summary>What can be left out, to see whether the schedule still fails.</summary>
    public IEnumerable<string> Parts()
    {
        (string Name, double Probability)[] chances =
        [
            ("lost", MessageLost),
            ("doubled", MessageDoubled),
            ("slow", MessageSlow),
            ("refused", RecordRefuses),
            ("unanswered", RecordAnswerLost),
            ("slow-record", RecordSlow),
            ("broken", AttemptBreaks),
        ];
        string[] requests = [.. PauseAt is null ? [] : (string[])["pause"], .. CancelAt is null ? [] : (string[])["cancel"]];
        return [.. Faults.Select(fault => $"fault{fault.Number}"), .. requests, .. chances.Where(chance => chance.Probability > 0).Select(chance => chance.Name)];
    }

    /// <summary>The schedule without one of its <see cref="Parts"/>; null where it has none of that name.</summary>
    public Schedule? Without(string part)
    {
        if (!Parts().Contains(part))
            return null;
        var rest = this with { LeftOut = [.. LeftOut, part] };
        return part switch
        {
            "lost" => rest with { MessageLost = 0 },
            "doubled" => rest with { MessageDoubled = 0 },
            "slow" => rest with { MessageSlow = 0 },
            "refused" => rest with { RecordRefuses = 0 },
            "unanswered" => rest with { RecordAnswerLost = 0 },
            "slow-record" => rest with { RecordSlow = 0 },
            "pause" => rest with { PauseAt = null },
            "cancel" => rest with { CancelAt = null },
            "broken" => rest with { AttemptBreaks = 0 },
            _ => rest with { Faults = [.. Faults.Where(fault => $"fault{fault.Number}" != part)] },
        };
    }

    private static Schedule Unsure(ulong seed)
    {
        var chance = new Chance(seed, ChanceUse.Plan);
        var silos = 2 + (int)chance.Below(3);
        var span = chance.Between(15, 60);
        var faults = new PlannedFault[chance.Below(6)];
        for (var i = 0; i < faults.Length; i++)
        {
            var kind = chance.OneOf(Enum.GetValues<FaultKind>());
            var size = kind switch
            {
                FaultKind.Clock => chance.Between(-600, 600),
                FaultKind.Outage => chance.Between(0.1, 15),
                _ => chance.Between(0.1, 45),
            };
            faults[i] = new(i, chance.Between(0, span.TotalSeconds), kind, (int)chance.Below(64), size, chance.Between(0.1, 20), chance.Happens(0.5));
        }

        return new()
        {
            Seed = seed,
            Silos = silos,
            Workers = 1 + (int)chance.Below(2),
            Faults = [.. faults.OrderBy(fault => fault.At)],
            Calm = faults.Select(fault => fault.At + (fault.Span > TimeSpan.Zero ? fault.Span : TimeSpan.Zero) + fault.After).Append(span).Max() + TimeSpan.FromSeconds(1),
            MessageLost = chance.OneOf(0, 0, 0.02, 0.1),
            MessageDoubled = chance.OneOf(0, 0, 0.05, 0.2),
            MessageSlow = chance.OneOf(0, 0, 0.05, 0.2),
            RecordRefuses = chance.OneOf(0, 0, 0.005, 0.03),
            RecordAnswerLost = chance.OneOf(0, 0, 0.005, 0.03),
            RecordSlow = chance.OneOf(0, 0, 0.02, 0.1),
            AttemptBreaks = chance.OneOf(0, 0.05, 0.2),
            CollectionAge = TimeSpan.FromSeconds(chance.OneOf(20, 60, 900)),
        };
    }

    public IEnumerable<string> Describe()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"schedule {Seed}: {Silos} silos with {Workers} workers; calm after {Calm.TotalSeconds:F3} s; messages lost {MessageLost}, doubled {MessageDoubled}, slow {MessageSlow}; record refuses {RecordRefuses}, loses answers {RecordAnswerLost}, slow {RecordSlow}; attempts break {AttemptBreaks}");
        if (PauseAt is { } pause)
            yield return string.Create(CultureInfo.InvariantCulture, $"  pause: {pause.TotalSeconds:F3} s to {ResumeAt.TotalSeconds:F3} s");
        if (CancelAt is { } cancel)
            yield return string.Create(CultureInfo.InvariantCulture, $"  cancel: {cancel.TotalSeconds:F3} s");
        foreach (var fault in Faults)
            yield return $"  {fault}";
    }
}
