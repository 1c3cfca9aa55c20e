namespace Sweep.Storage.Sqlite;

/// <summary>Folder and files of a record: for their owner alone.</summary>
internal static class StoreFiles
{
    private const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Options of a file that only its owner may read.</summary>
    public static FileStreamOptions Private(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = PrivateFile;
        return options;
    }

    /// <summary>Creates the record's folder where it is missing.</summary>
    public static void CreateFolder(string path)
    {
        var folder = Path.GetDirectoryName(path);
        if (string.IsNullOrEmpty(folder) || Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, PrivateFolder);
    }

    /// <summary>Creates the empty file where it is missing; SQLite gives the files beside it the same mode.</summary>
    public static void CreateFile(string path)
    {
        using var file = new FileStream(path, Private(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite));
    }
}
