namespace Sweep.Storage.Tests.Postgres;

/// <summary>How a commit is lost.</summary>
public enum Loss
{
    None,

    /// <summary>The server commits and its answer does not arrive.</summary>
    OfAnswer,

    /// <summary>The commit does not arrive, and the server learns that the connection is gone.</summary>
    OfCommit,

    /// <summary>The commit does not arrive, and to the server the connection still looks alive.</summary>
    WithoutTrace,
}
