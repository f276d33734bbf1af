using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Activation.Destinations.FileStores;

/// <summary>A container of Azure Blob Storage, by a shared access signature.</summary>
/// <remarks>https://learn.microsoft.com/en-us/rest/api/storageservices/put-blob</remarks>
internal sealed class BlobFileStore : IFileStore
{
    private const string Credentials = "sasToken";

    private readonly HttpClient http;
    private readonly BlobContainerClient container;
    private readonly DestinationAccount account;
    private readonly LastStatus status = new();

    public BlobFileStore(DestinationAccount account, IHttpClientFactory clients)
    {
        this.account = account;
        http = clients.CreateClient(DestinationHttp.ClientName);
        var address = new UriBuilder(AccountValidation.Address(account, "containerUrl", fallback: null)) { Query = AccountValidation.Secret(account, "sasToken").TrimStart('?') };
        var options = new BlobClientOptions { Transport = new HttpClientTransport(http) };
        options.Retry.MaxRetries = 0;
        options.Diagnostics.IsLoggingEnabled = false;
        options.AddPolicy(status, HttpPipelinePosition.PerCall);
        container = new BlobContainerClient(address.Uri, options);
    }

    public async Task<DestinationResult> CheckAsync(CancellationToken cancellationToken) => await TryAsync(async () =>
    {
        await foreach (var page in container.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(pageSizeHint: 1))
        {
            break;
        }
    });

    public async Task<DestinationResult> PutAsync(string path, byte[] content, CancellationToken cancellationToken) =>
        await TryAsync(() => container.GetBlobClient(FileStoreSettings.PathOf(account, path).TrimStart('/')).UploadAsync(BinaryData.FromBytes(content), new BlobUploadOptions(), cancellationToken));

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<DestinationResult> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return DestinationResult.Success;
        }
        catch (Exception e) when (StoreFailure.IsRefusedAddress(e))
        {
            return StoreFailure.AddressRefused;
        }
        catch (RequestFailedException e)
        {
            return StoreFailure.Of(e.Status, e.ErrorCode, Credentials);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            // The SDK expects an error in JSON to be the service's own; a proxy's is not.
            return StoreFailure.Of(status.Value, null, Credentials);
        }
    }

    private sealed class LastStatus : HttpPipelineSynchronousPolicy
    {
        public int Value { get; private set; }

        public override void OnReceivedResponse(HttpMessage message) => Value = message.HasResponse ? message.Response.Status : 0;
    }
}
