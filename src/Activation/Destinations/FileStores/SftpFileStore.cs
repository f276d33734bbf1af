using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Activation.Destinations.Outgoing;
using Renci.SshNet;
using Renci.SshNet.Common;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.FileStores;

/// <summary>A server that takes files over SFTP. A file is written under another name and then renamed, so that nobody fetches half of one.</summary>
/// <remarks>https://datatracker.ietf.org/doc/html/draft-ietf-secsh-filexfer-02</remarks>
internal sealed class SftpFileStore(DestinationAccount account, OutgoingConnections connections) : IFileStore
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private SftpClient? connected;
    private bool isServerUnknown;

    public Task<DestinationResult> CheckAsync(CancellationToken cancellationToken) => TryAsync(
        async client =>
        {
            var root = account.Setting("root") ?? ".";
            return (await client.GetAsync(root, cancellationToken)).IsDirectory
                ? DestinationResult.Success
                : new DestinationResult(Stop, "notAFolder", "The server's root is a file. Check the destination's root.");
        },
        cancellationToken);

    public Task<DestinationResult> PutAsync(string path, byte[] content, CancellationToken cancellationToken) => TryAsync(
        async client =>
        {
            var final = FileStoreSettings.PathOf(account, path);
            await EnsureFolderAsync(client, path, cancellationToken);
            using var stream = new MemoryStream(content, writable: false);
            await client.UploadFileAsync(stream, $"{final}.part", cancellationToken);

            // Over an earlier attempt's file: the plain rename does not replace one.
            if (await client.ExistsAsync(final, cancellationToken))
            {
                await client.DeleteFileAsync(final, cancellationToken);
            }

            await client.RenameFileAsync($"{final}.part", final, cancellationToken);
            return DestinationResult.Success;
        },
        cancellationToken);

    public ValueTask DisposeAsync()
    {
        connected?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Folders below the root; the root itself must be there.</summary>
    private async Task EnsureFolderAsync(SftpClient client, string path, CancellationToken cancellationToken)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var folder = FileStoreSettings.PathOf(account, path[..slash]);
            if (folders.Add(folder) && !await client.ExistsAsync(folder, cancellationToken))
            {
                await client.CreateDirectoryAsync(folder, cancellationToken);
            }
        }
    }

    private async Task<SftpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        if (connected is { IsConnected: true })
        {
            return connected;
        }

        connected?.Dispose();
        var user = FileStoreSettings.Require(account, "user");

        // By its address, looked up once: what was allowed is what is connected to. The key says who answers there.
        var addresses = await connections.ResolveAsync(FileStoreSettings.Require(account, "host"), cancellationToken);
        var connection = new ConnectionInfo(addresses[0].ToString(), FileStoreSettings.Port(account), user, [.. Methods(user)]) { Timeout = TimeSpan.FromSeconds(10) };
        connected = new SftpClient(connection) { OperationTimeout = Timeout };
        var expected = FileStoreSettings.Require(account, "hostKey")["SHA256:".Length..].TrimEnd('=');
        connected.HostKeyReceived += (_, key) =>
        {
            key.CanTrust = key.FingerPrintSHA256.TrimEnd('=') == expected;
            isServerUnknown = !key.CanTrust;
        };
        await connected.ConnectAsync(cancellationToken);
        return connected;
    }

    private IEnumerable<AuthenticationMethod> Methods(string user)
    {
        if (FileStoreSettings.Field(account, "privateKey") is { } key)
        {
            yield return new PrivateKeyAuthenticationMethod(user, ReadKey(key, FileStoreSettings.Field(account, "privateKeyPassword")));
        }

        if (FileStoreSettings.Field(account, "password") is { } password)
        {
            yield return new PasswordAuthenticationMethod(user, password);
        }
    }

    private static PrivateKeyFile ReadKey(string key, string? password)
    {
        try
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(key));
            return new PrivateKeyFile(stream, password);
        }
        catch (SshException e)
        {
            throw new CryptographicException("The private key cannot be read.", e);
        }
    }

    private async Task<DestinationResult> TryAsync(Func<SftpClient, Task<DestinationResult>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(await ConnectAsync(cancellationToken));
        }
        catch (RefusedAddressException)
        {
            return StoreFailure.AddressRefused;
        }
        catch (SshAuthenticationException)
        {
            return new DestinationResult(Reconnect, "sftpAuthentication", "The server refused the user. Check user, and set the destination's password or privateKey.");
        }
        catch (SftpPermissionDeniedException)
        {
            return new DestinationResult(Stop, "sftpPermissionDenied", "The server does not let this user write there. Check root and the user's rights, then replay.");
        }
        catch (SftpPathNotFoundException)
        {
            return new DestinationResult(Stop, "sftpPathNotFound", "The server has no such folder. Make it, or check the destination's root, then replay.");
        }
        catch (Exception e) when (e is SshException && isServerUnknown)
        {
            return new DestinationResult(Stop, "sftpHostKey", "The server shows another key than hostKey names. Make sure that it is the right server, then set its fingerprint.");
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return new DestinationResult(Reconnect, "sftpPrivateKey", "The private key cannot be read. Set the destination's privateKey and its password.");
        }
        catch (Exception e) when (e is SshException or SocketException or IOException or ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new DestinationResult(Retry, "sftpFailed", "The server did not take the file; it is written again. If this lasts, check host, port and the network.");
        }
    }
}
