namespace Sweep.Training.VectorMath;

/// <summary>A choice made when a loop is compiled, so that what is off costs nothing.</summary>
internal interface IFlag
{
    static abstract bool Set { get; }
}
