using Orleans;

namespace Sweep.GrainHost.Tests.Semantics.Grains;

/// <summary>An exception of the tests' own.</summary>
[GenerateSerializer]
public sealed class OwnException : Exception
{
    public OwnException(int code)
        : base($"Own failure {code}.") => Code = code;

    [Id(0)]
    public int Code { get; private set; }
}
