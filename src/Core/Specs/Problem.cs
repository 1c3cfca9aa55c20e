namespace Sweep.Core.Specs;

/// <summary>One thing that is wrong with an input.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">Line, from 1; 0 where there is none.</param>
/// <param name="Column">Column, from 1; 0 where there is none.</param>
/// <param name="Message">What was found, what is allowed and the nearest valid spelling.</param>
public sealed record Problem(string File, int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: message</c>, as compilers write it.</summary>
    public override string ToString() => Line > 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}: {Message}";
}
