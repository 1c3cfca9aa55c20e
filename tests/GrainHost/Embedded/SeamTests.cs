using Microsoft.Extensions.DependencyInjection;
using Sweep.GrainHost.Calls;
using Sweep.GrainHost.Seams;
using Sweep.GrainHost.Tests.Fixture;
using Sweep.GrainHost.Tests.Semantics.Grains;

namespace Sweep.GrainHost.Tests.Embedded;

/// <summary>Turns, routes, time and promises can be taken over by a simulation.</summary>
public sealed class SeamTests
{
    [Fact]
    public void Everything_can_run_on_one_thread_when_told_to()
    {
        using var services = new ServiceCollection().AddSingleton<Probe>().AddScoped<ScopedThing>().BuildServiceProvider();
        var turns = new HandCrankedTurns();
        var host = Started(services, new GrainHostOptions { Turns = turns, Promises = new InlinePromises(), TimeProvider = new ManualTime() });
        var threads = new HashSet<int>();
        var grain = host.GrainFactory.GetGrain<IReentrantGrain>("a");
        var call = grain.AskOverOther(host.GrainFactory.GetGrain<IReentrantGrain>("b"));
        Assert.False(call.IsCompleted);
        while (turns.RunOne())
            threads.Add(Environment.CurrentManagedThreadId);
        Assert.True(call.IsCompletedSuccessfully);
        Assert.Single(threads);
    }

    [Fact]
    public async Task A_doubled_request_runs_twice_and_is_answered_once()
    {
        var probe = new Probe();
        using var services = new ServiceCollection().AddSingleton(probe).AddScoped<ScopedThing>().BuildServiceProvider();
        var turns = new HandCrankedTurns();
        var router = new HoldingRouter();
        var host = Started(services, new GrainHostOptions { Turns = turns, Promises = new InlinePromises(), TimeProvider = new ManualTime(), Router = router.For });
        var call = host.GrainFactory.GetGrain<IWorkerGrain>("a").Increment();
        router.DeliverRequest();
        router.DeliverRequest(keep: false);
        turns.RunAll();
        Assert.False(call.IsCompleted);
        Assert.Equal(2, router.Answers.Count);
        router.DeliverAnswers();
        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal(1, await call);
    }

    [Fact]
    public void A_lost_answer_ends_in_a_timeout_though_the_call_was_run()
    {
        var time = new ManualTime();
        using var services = new ServiceCollection().AddSingleton<Probe>().AddScoped<ScopedThing>().BuildServiceProvider();
        var turns = new HandCrankedTurns();
        var router = new HoldingRouter();
        var host = Started(services, new GrainHostOptions { Turns = turns, Promises = new InlinePromises(), TimeProvider = time, Router = router.For });
        var call = host.GrainFactory.GetGrain<IWorkerGrain>("a").Increment();
        router.DeliverRequest(keep: false);
        turns.RunAll();
        Assert.Single(router.Answers);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
    }

    private static EmbeddedGrainHost Started(IServiceProvider services, GrainHostOptions options)
    {
        var host = new EmbeddedGrainHost(options with { GrainClasses = [typeof(WorkerGrain), typeof(ReentrantGrain)] }, services);
        Assert.True(host.StartAsync().IsCompletedSuccessfully);
        return host;
    }

    private sealed class HandCrankedTurns : ITurnScheduler
    {
        private readonly Queue<IThreadPoolWorkItem> _queue = [];

        public int TurnsAtATime => 1;

        public void Schedule(IThreadPoolWorkItem turns) => _queue.Enqueue(turns);

        public bool RunOne()
        {
            if (!_queue.TryDequeue(out var turns))
                return false;
            turns.Execute();
            return true;
        }

        public void RunAll()
        {
            while (RunOne())
            {
            }
        }
    }

    private sealed class InlinePromises : IPromiseFactory
    {
        public TaskCompletionSource<T> Create<T>() => new();
    }

    private sealed class HoldingRouter : ICallRouter
    {
        private readonly Queue<GrainCall> _requests = [];
        private EmbeddedGrainHost? _host;

        public Queue<(GrainCall Call, Task Outcome)> Answers { get; } = [];

        public HoldingRouter For(EmbeddedGrainHost host)
        {
            _host = host;
            return this;
        }

        public void Send(GrainCall call) => _requests.Enqueue(call);

        public void Answer(GrainCall call, Task outcome) => Answers.Enqueue((call, outcome));

        public void Cancel(GrainCall call) => _host!.DeliverCancellation(call);

        public void DeliverRequest(bool keep = true) => _host!.Deliver(keep ? _requests.Peek() : _requests.Dequeue());

        public void DeliverAnswers()
        {
            while (Answers.TryDequeue(out var answer))
                answer.Call.Complete(answer.Outcome);
        }
    }
}
