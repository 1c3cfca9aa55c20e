using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Results;
using Sweep.Core.Schedulers;

namespace Sweep.Core.Tests.Schedulers;

public sealed class RunAllTests
{
    private static readonly RunAll Scheduler = new();

    /// <summary>Runs a sweep with arrivals, losses, repeats and crashes by the given choices; returns what was started and finished.</summary>
    private static (Dictionary<long, int> Starts, HashSet<long> Finished, int Ends) Run(int trials, int window, Choices choices, bool faults)
    {
        var state = Scheduler.Begin(trials, window);
        var (starts, finished, ends) = (new Dictionary<long, int>(), new HashSet<long>(), 0);
        var inFlight = new SortedSet<long>();
        void Send(SchedulerEvent happened)
        {
            (state, var actions) = Scheduler.On(state, happened);
            foreach (var action in actions)
            {
                if (action is SchedulerAction.Start start)
                {
                    Assert.True(inFlight.Add(start.Index));
                    Assert.DoesNotContain(start.Index, finished);
                    starts[start.Index] = starts.GetValueOrDefault(start.Index) + 1;
                }
                else
                {
                    ends++;
                    Assert.Empty(inFlight);
                }
            }

            Assert.True(inFlight.Count <= window);
            Assert.Equal(inFlight, state.InFlight);
            Assert.True(state.Finished.Ranges.Count <= window + 1);
        }

        for (var step = 0; ends == 0; step++)
        {
            Assert.True(step < (100 * trials) + 1_000, "the sweep does not end");
            Send(new SchedulerEvent.SlotsFree(choices.Below(window + 2)));
            if (inFlight.Count == 0)
                continue;
            var index = inFlight.ElementAt(choices.Below(inFlight.Count));
            switch (faults ? choices.Below(8) : 7)
            {
                case 0:
                    inFlight.Remove(index);
                    Send(new SchedulerEvent.TrialLost(index));
                    break;
                case 1 when choices.Below(5) == 0:
                    inFlight.Clear();
                    Send(new SchedulerEvent.Resumed(IndexRanges.Of(finished)));
                    break;
                case 2 when finished.Count > 0:
                    Send(new SchedulerEvent.TrialFinished(finished.Min(), TrialOutcome.Completed, 0));
                    Send(new SchedulerEvent.TrialLost(finished.Max()));
                    break;
                default:
                    inFlight.Remove(index);
                    finished.Add(index);
                    Send(new SchedulerEvent.TrialFinished(index, TrialOutcome.Completed, choices.Number()));
                    break;
            }
        }

        return (starts, finished, ends);
    }

    [Fact]
    public void Without_faults_every_trial_is_started_once_whatever_the_order_of_arrival()
        => Check.QuickThrowOnFailure(Prop.ForAll(Inputs(), input =>
        {
            var (starts, finished, ends) = Run(input.Trials, input.Window, new(input.Seed), faults: false);
            Assert.Equal(Enumerable.Range(0, input.Trials).Select(i => (long)i), finished.Order());
            Assert.Equal(input.Trials, starts.Count);
            Assert.All(starts, s => Assert.Equal(1, s.Value));
            Assert.Equal(1, ends);
        }));

    [Fact]
    public void With_losses_repeats_and_crashes_every_trial_still_finishes_once()
        => Check.QuickThrowOnFailure(Prop.ForAll(Inputs(), input =>
        {
            var (_, finished, ends) = Run(input.Trials, input.Window, new(input.Seed), faults: true);
            Assert.Equal(Enumerable.Range(0, input.Trials).Select(i => (long)i), finished.Order());
            Assert.Equal(1, ends);
        }));

    private static Arbitrary<(int Trials, int Window, int Seed)> Inputs()
        => (from trials in Gen.Choose(1, 60) from window in Gen.Choose(1, 9) from seed in Gen.Choose(0, int.MaxValue) select (trials, window, seed)).ToArbitrary();

    [Fact]
    public void A_lost_trial_runs_again_before_new_ones()
    {
        var state = Scheduler.Begin(10, 2);
        (state, _) = Scheduler.On(state, new SchedulerEvent.SlotsFree(2));
        (state, _) = Scheduler.On(state, new SchedulerEvent.TrialLost(1));
        var (_, actions) = Scheduler.On(state, new SchedulerEvent.SlotsFree(1));
        Assert.Equal([new SchedulerAction.Start(1)], actions);
    }

    [Fact]
    public void After_a_stop_nothing_starts_and_the_end_comes_when_all_in_flight_are_done()
    {
        var state = Scheduler.Begin(10, 2);
        (state, _) = Scheduler.On(state, new SchedulerEvent.SlotsFree(2));
        (state, var actions) = Scheduler.On(state, new SchedulerEvent.StopRequested());
        Assert.Empty(actions);
        (state, actions) = Scheduler.On(state, new SchedulerEvent.TrialFinished(1, TrialOutcome.Completed, 1));
        Assert.Empty(actions);
        (state, actions) = Scheduler.On(state, new SchedulerEvent.TrialFinished(0, TrialOutcome.Diverged, double.NaN));
        Assert.Equal([new SchedulerAction.End(true)], actions);
        (state, actions) = Scheduler.On(state, new SchedulerEvent.SlotsFree(2));
        Assert.Empty(actions);
        (_, actions) = Scheduler.On(Scheduler.On(state, new SchedulerEvent.Resumed(state.Finished)).State, new SchedulerEvent.SlotsFree(2));
        Assert.Equal([new SchedulerAction.Start(2), new SchedulerAction.Start(3)], actions);
    }

    [Fact]
    public void The_state_of_a_million_trials_stays_as_small_as_its_window()
    {
        const int Trials = 1_000_000, Window = 8;
        var state = Scheduler.Begin(Trials, Window);
        (state, var actions) = Scheduler.On(state, new SchedulerEvent.SlotsFree(Window));
        var inFlight = actions.OfType<SchedulerAction.Start>().Select(s => s.Index).ToList();
        var (finished, most, ended) = (0, 0, false);
        for (var i = 0; !ended; i = (i * 5) + 3)
        {
            var at = (i & int.MaxValue) % inFlight.Count;
            var index = inFlight[at];
            inFlight.RemoveAt(at);
            (state, _) = Scheduler.On(state, new SchedulerEvent.TrialFinished(index, TrialOutcome.Completed, 0));
            (state, actions) = Scheduler.On(state, new SchedulerEvent.SlotsFree(1));
            inFlight.AddRange(actions.OfType<SchedulerAction.Start>().Select(s => s.Index));
            most = Math.Max(most, state.Finished.Ranges.Count);
            finished++;
            ended = inFlight.Count == 0;
        }

        Assert.Equal(Trials, finished);
        Assert.Equal(Trials, state.Finished.Count);
        Assert.True(most <= Window + 1);
    }

    [Fact]
    public void Ranges_hold_what_a_set_of_numbers_holds()
        => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 40).ListOf().ToArbitrary(), numbers =>
        {
            var set = new SortedSet<long>(numbers.Select(n => (long)n));
            var ranges = numbers.Aggregate(IndexRanges.Empty, (r, n) => r.Add(n));
            Assert.Equal(set.Count, ranges.Count);
            Assert.Equal(IndexRanges.Of(set), ranges);
            Assert.Equal(ranges, IndexRanges.Parse(ranges.ToString()));
            for (var i = 0L; i < 45; i++)
            {
                Assert.Equal(set.Contains(i), ranges.Contains(i));
                Assert.Equal(Enumerable.Range((int)i, 50).First(n => !set.Contains(n)), ranges.NextGap(i));
            }

            Assert.All(ranges.Ranges.Zip(ranges.Ranges.Skip(1)), p => Assert.True(p.First.Last + 1 < p.Second.First));
        }));

    [Theory]
    [InlineData("5-3")]
    [InlineData("1-2-3")]
    [InlineData("x")]
    [InlineData("4,2")]
    [InlineData("1-3,4")]
    [InlineData("-1")]
    public void Text_that_is_no_set_of_ranges_is_refused(string text)
        => Assert.Throws<FormatException>(() => IndexRanges.Parse(text));
}
