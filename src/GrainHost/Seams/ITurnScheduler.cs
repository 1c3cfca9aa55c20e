namespace Sweep.GrainHost.Seams;

/// <summary>Decides where and when grains' turns run.</summary>
public interface ITurnScheduler
{
    /// <summary>Turns of one activation that may run one after another before others get theirs.</summary>
    int TurnsAtATime { get; }

    /// <summary>Has <see cref="IThreadPoolWorkItem.Execute"/> called once, soon, but never before this method has returned.</summary>
    /// <param name="turns">An activation with turns to run, which is never scheduled twice at a time, or the end of a wait for one.</param>
    void Schedule(IThreadPoolWorkItem turns);
}
