namespace Sweep.Core.Statistics;

/// <summary>A level of which much is missing, so that its mean tells of those trials alone that went well.</summary>
/// <param name="Factor">The factor's name.</param>
/// <param name="Level">The level's label.</param>
/// <param name="Missing">Trials with a result and no value: diverged, failed, stopped or unmeasured.</param>
/// <param name="Trials">Trials with a result.</param>
/// <param name="Confidence">Wilson's interval of the share that is missing.</param>
/// <param name="Uneven">Whether another level of the factor clearly misses less, so that the two are compared on unlike ground.</param>
/// <param name="Text">The same in words.</param>
public sealed record CensoringNote(string Factor, string Level, int Missing, int Trials, Interval Confidence, bool Uneven, string Text);
