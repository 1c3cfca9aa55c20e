namespace Sweep.Torch.Tests;

/// <summary>Where files of the repository are.</summary>
internal static class Repository
{
    public static string Path(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Sweep.sln")))
            folder = folder.Parent;
        return System.IO.Path.Combine([folder?.FullName ?? throw new InvalidOperationException("The tests do not run within the repository."), .. parts]);
    }
}
