using Sweep.Core.Results;

namespace Sweep.Storage.Sqlite;

/// <summary>An epoch with its layers as bytes, made on the caller's thread to keep the writer's free.</summary>
internal readonly record struct EpochWrite(EpochReport Epoch, byte[] Layers);
