using System.Reflection;

namespace Sweep.Client;

/// <summary>Version of this build.</summary>
internal static class ProductVersion
{
    /// <summary>As in <c>sweep --version</c>.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
