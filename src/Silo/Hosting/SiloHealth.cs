namespace Sweep.Silo.Hosting;

/// <summary>What a silo says of itself to those who watch it.</summary>
/// <param name="Alive">Whether it works; one that does not should be started anew.</param>
/// <param name="Ready">Whether it takes work in.</param>
/// <param name="Detail">One sentence for people.</param>
public sealed record SiloHealth(bool Alive, bool Ready, string Detail);
