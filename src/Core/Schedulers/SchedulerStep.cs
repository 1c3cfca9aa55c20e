namespace Sweep.Core.Schedulers;

/// <summary>What an event leads to.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Actions">What is to be done, in this order.</param>
public readonly record struct SchedulerStep<TState>(TState State, IReadOnlyList<SchedulerAction> Actions);
