namespace Orleans.Runtime;

/// <summary>One activation of a grain, as its code may see it.</summary>
public interface IGrainContext
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>Identity of the grain.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain's instance; null until it has been made.</summary>
    object? GrainInstance { get; }

    /// <summary>Services of this activation, disposed with it.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation is gone.</summary>
    Task Deactivated { get; }

    /// <summary>Deactivates as soon as no call is running. Calls that wait go to the next activation.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
