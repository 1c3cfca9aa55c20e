using System.Runtime.Intrinsics;

namespace Sweep.Training.Losses;

/// <summary>A loss that is a mean over outputs of a function of the difference d = z − y.</summary>
internal interface IPointwiseError
{
    /// <summary>The function.</summary>
    Vector512<float> Value(Vector512<float> difference);

    /// <summary>Its derivative.</summary>
    Vector512<float> Derivative(Vector512<float> difference);
}
