namespace Sweep.EndToEnd.Tests;

/// <summary>Files of the repository, found from where the tests run.</summary>
internal static class Repository
{
    public static string Example(string name) => Path.Combine(Root(), "examples", name + ".yaml");

    public static string Study(string name) => Path.Combine(Root(), "docs", "studies", name + ".yaml");

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sweep.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("the tests do not run inside the repository");
    }
}
