using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Activation.Destinations.Secrets;

/// <summary>
/// Credentials in a JSON file that only this user may read. A write replaces the file as a whole, so that a reader sees the old or the new one;
/// writers of all processes take turns by a lock file.
/// </summary>
internal sealed class FileSecretStore(IOptions<SecretOptions> options, TimeProvider time) : ISecretStore, IDisposable
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim writers = new(1, 1);

    private string Path => options.Value.File is { Length: > 0 } path ? System.IO.Path.GetFullPath(path) : throw new InvalidOperationException(SecretOptions.Missing);

    public async Task<IReadOnlyDictionary<string, string>> GetAsync(DestinationId destination, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).GetValueOrDefault(destination.Value) ?? [];

    public Task SetAsync(DestinationId destination, IReadOnlyDictionary<string, string> secret, CancellationToken cancellationToken) => ChangeAsync(
        all =>
        {
            all[destination.Value] = secret.ToDictionary(StringComparer.Ordinal);
            return true;
        },
        cancellationToken);

    public Task<bool> ReplaceAsync(DestinationId destination, string field, string known, string value, CancellationToken cancellationToken) => ChangeAsync(
        all =>
        {
            var holds = all.TryGetValue(destination.Value, out var secret) && secret.TryGetValue(field, out var held) && held == known;
            if (holds && secret is not null)
            {
                secret[field] = value;
            }

            return holds;
        },
        cancellationToken);

    public Task DeleteAsync(DestinationId destination, CancellationToken cancellationToken) =>
        ChangeAsync(all => all.Remove(destination.Value), cancellationToken);

    public void Dispose() => writers.Dispose();

    private async Task<SortedDictionary<string, Dictionary<string, string>>> ReadAsync(CancellationToken cancellationToken)
    {
        // The parser's own exception is not passed on: its message may quote the file.
        return await TryReadAsync(cancellationToken)
            ?? throw new InvalidOperationException($"The file named by {SecretOptions.Section}:File is not valid JSON. Repair it, or remove it and set the destinations' secrets again.");
    }

    /// <summary>Empty if there is no file; null if it cannot be read.</summary>
    private async Task<SortedDictionary<string, Dictionary<string, string>>?> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return await JsonSerializer.DeserializeAsync(file, SecretJson.Default.File, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="change">Answers whether it has changed anything.</param>
    private async Task<bool> ChangeAsync(Func<SortedDictionary<string, Dictionary<string, string>>, bool> change, CancellationToken cancellationToken)
    {
        await writers.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path) ?? ".");
            await using var held = await LockAsync(cancellationToken);
            var all = await ReadAsync(cancellationToken);
            if (!change(all))
            {
                return false;
            }

            var next = $"{Path}.new";
            await using (var file = new FileStream(next, Private(FileMode.Create, FileAccess.Write, FileShare.None)))
            {
                await JsonSerializer.SerializeAsync(file, all, SecretJson.Default.File, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            System.IO.File.Move(next, Path, overwrite: true);
            return true;
        }
        finally
        {
            writers.Release();
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream($"{Path}.lock", Private(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (time.GetElapsedTime(began) < LockTimeout)
            {
                await Task.Delay(LockRetry, time, cancellationToken);
            }
        }
    }

    private static FileStreamOptions Private(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
