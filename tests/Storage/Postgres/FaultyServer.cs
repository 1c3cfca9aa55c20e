namespace Sweep.Storage.Tests.Postgres;

/// <summary>A server for the tests that harm it.</summary>
public sealed class FaultyServer : PostgresServer;
