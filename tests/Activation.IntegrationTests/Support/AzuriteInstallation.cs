using Pinned = Activation.Local.Azurite.AzuriteInstallation;

namespace Activation.IntegrationTests.Support;

/// <summary>
/// The pinned Azurite of the local host, installed once into the ignored folder `artifacts/azurite`. Test processes that start at the same
/// time wait for each other on a file lock.
/// </summary>
internal static class AzuriteInstallation
{
    public static async Task<Pinned> EnsureAsync(CancellationToken cancellationToken)
    {
        var folder = RepositoryRoot.Combine("artifacts", "azurite");
        Directory.CreateDirectory(folder);
        await using var held = await LockAsync(Path.Combine(folder, ".lock"), cancellationToken);
        var installation = new Pinned(folder);
        await installation.EnsureAsync(_ => { }, cancellationToken);
        return installation;
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another test process installs; npm needs half a minute at most.
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }
}
