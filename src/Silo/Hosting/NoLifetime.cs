using Microsoft.Extensions.Hosting;

namespace Sweep.Silo.Hosting;

/// <summary>Leaves signals and the end of the process to whoever started the host.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
