namespace Sweep.Cluster.Tests.Fixture;

/// <summary>The built programs, each in its own folder as it is shipped.</summary>
internal static class Programs
{
    public static string Sweep { get; } = Find("Sweep.Client", "sweep.dll");

    public static string Silo { get; } = Find("Sweep.Server", "sweep-silo.dll");

    /// <summary>The silo as a program of its own.</summary>
    public static string SiloLauncher { get; } = Find("Sweep.Server", "sweep-silo");

    private static string Find(string project, string file)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} has not been built", path);
    }
}
