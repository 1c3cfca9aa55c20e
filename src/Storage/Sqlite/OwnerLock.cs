using System.Globalization;

namespace Sweep.Storage.Sqlite;

/// <summary>
/// One writing process per record. The lock is the operating system's on <c>….lock</c>, so it goes with its process,
/// however that ends. <c>….owner</c> beside it says who holds it, and stays behind where a record was not closed:
/// a locked file cannot be read by others.
/// </summary>
internal sealed class OwnerLock : IDisposable
{
    // What the runtime reports for a file that another one has locked: EWOULDBLOCK, or ERROR_SHARING_VIOLATION.
    private const int WouldBlockLinux = 11;
    private const int WouldBlockApple = 35;
    private const int SharingViolationWindows = unchecked((int)0x80070020);

    private readonly FileStream _lock;
    private readonly string _ownerPath;

    private OwnerLock(FileStream file, string ownerPath, bool unclean)
    {
        _lock = file;
        _ownerPath = ownerPath;
        Unclean = unclean;
    }

    /// <summary>Whether the last owner ended without closing the record.</summary>
    public bool Unclean { get; }

    /// <exception cref="StoreException">Another process, or another store of this one, holds it.</exception>
    public static OwnerLock Acquire(string recordPath, TimeProvider time)
    {
        var ownerPath = recordPath + ".owner";
        FileStream file;
        try
        {
            file = new FileStream(recordPath + ".lock", StoreFiles.Private(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception.HResult is WouldBlockLinux or WouldBlockApple or SharingViolationWindows)
        {
            throw new StoreException(
                $"The record {recordPath} is being written by another process{Describe(ownerPath)}. Wait until it ends, or give another record; reading is possible meanwhile.",
                exception)
            {
                InUse = true,
            };
        }

        try
        {
            var unclean = File.Exists(ownerPath);
            using var owner = new StreamWriter(ownerPath, StoreFiles.Private(FileMode.Create, FileAccess.Write, FileShare.Read));
            owner.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId} on {Environment.MachineName}, since {time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC"));
            return new OwnerLock(file, ownerPath, unclean);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Says that the record was closed in order.</summary>
    public void MarkClean() => File.Delete(_ownerPath);

    public void Dispose() => _lock.Dispose();

    private static string Describe(string ownerPath)
    {
        try
        {
            return File.ReadLines(ownerPath).FirstOrDefault() is { Length: > 0 and < 200 } owner ? $" ({owner})" : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The owner is named for convenience; that there is one is known from the lock.
            return "";
        }
    }
}
