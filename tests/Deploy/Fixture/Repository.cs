namespace Sweep.Deploy.Tests.Fixture;

/// <summary>Files of the repository, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Deploy { get; } = PathOf("deploy");

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Text(string path) => File.ReadAllText(PathOf(path));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sweep.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("the tests do not run inside the repository");
    }
}
