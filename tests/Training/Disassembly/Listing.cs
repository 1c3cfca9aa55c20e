using System.Text.RegularExpressions;

namespace Sweep.Training.Tests.Disassembly;

/// <summary>Reads what the runtime prints with DOTNET_JitDisasm for x64.</summary>
internal static partial class Listing
{
    /// <summary>The listed methods in order; namespaces are left out of their names.</summary>
    public static IReadOnlyList<ListedMethod> Parse(IEnumerable<string> lines)
    {
        var methods = new List<ListedMethod>();
        foreach (var line in lines)
        {
            if (Header().Match(line) is { Success: true } header)
                methods.Add(new ListedMethod(Namespace().Replace(header.Groups[1].Value, "")));
            else if (methods.Count > 0)
                Read(methods[^1], line);
        }

        return methods;
    }

    private static void Read(ListedMethod method, string line)
    {
        if (line.StartsWith("; rbp based frame", StringComparison.Ordinal))
            method.HasFramePointer = true;
        else if (Label().Match(line) is { Success: true } label)
            method.BeginBlock(label.Groups[1].Value);
        else if (line.Trim() is { Length: > 0 } text && text[0] != ';')
            method.Add(Spaces().Replace(text.Split(';')[0].Trim(), " "));
    }

    [GeneratedRegex(@"^; Assembly listing for method (.+)$")]
    private static partial Regex Header();

    [GeneratedRegex(@"\b(?:\w+\.)+(?=\w)")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(G_M\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
