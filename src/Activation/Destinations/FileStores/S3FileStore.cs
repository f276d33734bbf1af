using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Activation.Destinations.FileStores;

/// <summary>A bucket of Amazon S3, or of a storage that is compatible with it.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html</remarks>
internal sealed class S3FileStore : IFileStore
{
    private const string Credentials = "accessKeyId";

    private readonly AmazonS3Client client;
    private readonly DestinationAccount account;
    private readonly string bucket;

    public S3FileStore(DestinationAccount account, IHttpClientFactory clients)
    {
        this.account = account;
        bucket = FileStoreSettings.Require(account, "bucket");
        var region = FileStoreSettings.Require(account, "region");
        var config = new AmazonS3Config
        {
            HttpClientFactory = new Clients(clients),
            MaxErrorRetry = 0,

            // Beside those of MaxErrorRetry the SDK makes 10 more where a connection ends before the answer, as it does where a pooled one was closed.
            MaxStaleConnectionRetries = 0,
            AuthenticationRegion = region,

            // The checksums that the SDK adds by itself are not known to every compatible storage; the signature covers the content.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (FileStoreSettings.S3Address(account) is { } address)
        {
            config.ServiceURL = address.AbsoluteUri;
            config.ForcePathStyle = true;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        client = new AmazonS3Client(new BasicAWSCredentials(AccountValidation.Secret(account, "accessKeyId"), AccountValidation.Secret(account, "secretAccessKey")), config);
    }

    public Task<DestinationResult> CheckAsync(CancellationToken cancellationToken) =>
        TryAsync(() => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, MaxKeys = 1 }, cancellationToken), cancellationToken);

    public Task<DestinationResult> PutAsync(string path, byte[] content, CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            using var stream = new MemoryStream(content, writable: false);
            var request = new PutObjectRequest { BucketName = bucket, Key = FileStoreSettings.PathOf(account, path).TrimStart('/'), InputStream = stream, UseChunkEncoding = false };
            await client.PutObjectAsync(request, cancellationToken);
        },
        cancellationToken);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<DestinationResult> TryAsync(Func<Task> call, CancellationToken cancellationToken)
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
        catch (AmazonServiceException e)
        {
            return StoreFailure.Of((int)e.StatusCode, e.ErrorCode, Credentials);
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return StoreFailure.Of(0, null, Credentials);
        }
    }

    /// <summary>The client of all destinations: no redirects, one timeout, no log.</summary>
    private sealed class Clients(IHttpClientFactory clients) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => clients.CreateClient(DestinationHttp.ClientName);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
    }
}
