namespace Sweep.Core.Tests;

/// <summary>Finds files of the repository from where the tests run.</summary>
internal static class RepositoryFiles
{
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sweep.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests do not run inside the repository");
    }

    public static string PathOf(params string[] parts) => Path.Combine([Root(), .. parts]);
}
