using Orleans.Runtime;
using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Simulation;

/// <summary>Carries requests, answers and cancellations between silos, as the simulated network decides.</summary>
internal sealed class NetworkCarrier(SimulatedCluster cluster, ISimulatedNetwork network)
{
    private const uint LongestWayWithin = 500;

    public void Request(SimulatedSilo from, GrainCall call)
    {
        var to = cluster.Directory.Locate(from, call.Target);
        if (!call.Method.OneWay && from != to)
        {
            call.IsDetached = true;
            to.Expect(call);
        }

        Carry(MessageKind.Request, from, to, call, () => Arrive(from, to, call, hops: 0));
    }

    public void Answer(SimulatedSilo from, GrainCall call, Task outcome)
    {
        if (call.Method.OneWay)
        {
            // Nobody waits; a failure is reported where it happened.
            call.Complete(outcome);
            return;
        }

        var to = cluster.SiloOf(call.Sender);
        Carry(MessageKind.Answer, from, to, call, () =>
        {
            if (!call.IsDone)
                cluster.Trace.Write($"{to.Name} answer of {call.Target} {call.Method.Name} {Outcome(outcome)}");
            call.Complete(outcome);
        });
    }

    public void Cancel(SimulatedSilo from, GrainCall call)
    {
        var to = cluster.Directory.Locate(from, call.Target);
        Carry(MessageKind.Cancellation, from, to, call, () => to.Host.DeliverCancellation(call));
    }

    private static string Outcome(Task outcome)
        => GrainCall.Failure(outcome) is { } failure ? $"failed: {failure.GetType().Name}: {failure.Message}" : "arrives";

    private void Carry(MessageKind kind, SimulatedSilo from, SimulatedSilo to, GrainCall call, Action arrive)
    {
        if (from == to)
        {
            cluster.Add(to, TimeSpan.FromTicks(1 + cluster.Chance.Below(LongestWayWithin)), arrive);
            return;
        }

        if (!CanReach(from, to))
        {
            Lose(kind, from, to, call, "they cannot reach each other");
            return;
        }

        var fate = network.Decide(new(kind, from, to, call.Target, call.Method.Name));
        if (fate.Arrives is not { } first)
        {
            Lose(kind, from, to, call, "by chance");
            return;
        }

        Deliver(kind, from, to, call, first, arrive);
        if (fate.ArrivesAgain is { } second)
        {
            cluster.Trace.Write($"{from.Name} FAULT {kind} of {call.Target} {call.Method.Name} to {to.Name} is doubled");
            Deliver(kind, from, to, call, second, arrive);
        }
    }

    private void Deliver(MessageKind kind, SimulatedSilo from, SimulatedSilo to, GrainCall call, TimeSpan delay, Action arrive)
        => cluster.Add(to, delay, () =>
        {
            if (CanReach(from, to))
                arrive();
            else
                Lose(kind, from, to, call, "they can no longer reach each other");
        });

    private void Arrive(SimulatedSilo from, SimulatedSilo to, GrainCall call, int hops)
    {
        if (to.Host.Find(call.Target) is null && hops == 0)
        {
            // The grain may have moved while the call was on its way.
            var now = cluster.Directory.Locate(to, call.Target);
            if (now != to)
            {
                cluster.Trace.Write($"{to.Name} passes {call.Target} {call.Method.Name} on to {now.Name}");
                call.IsDetached = true;
                Carry(MessageKind.Request, to, now, call, () => Arrive(to, now, call, hops + 1));
                return;
            }
        }

        cluster.Trace.Write($"{to.Name} {call.Target} {call.Method.Name} from {Sender(from, call.Caller)}");
        to.Host.Deliver(call);
    }

    private static string Sender(SimulatedSilo silo, GrainId? caller) => caller is { } grain ? $"{silo.Name} {grain}" : silo.Name;

    // What a silo has sent is on its way, even if the silo is no more.
    private static bool CanReach(SimulatedSilo from, SimulatedSilo to) => !from.IsCut && !to.IsCut;

    private void Lose(MessageKind kind, SimulatedSilo from, SimulatedSilo to, GrainCall call, string why)
        => cluster.Trace.Write($"{from.Name} FAULT {kind} of {call.Target} {call.Method.Name} to {to.Name} is lost: {why}");
}
