using System.Text;
using Activation.Storage;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Moq;

namespace Activation.Tests.Destinations.File;

/// <summary>The container `exports` in memory.</summary>
internal sealed class ExportsContainer
{
    public SortedDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>If set, uploads fail with it.</summary>
    public Exception? Failure { get; set; }

    public ActivationStorage Storage
    {
        get
        {
            var container = new Mock<BlobContainerClient>();
            container.Setup(c => c.ExistsAsync(It.IsAny<CancellationToken>())).ReturnsAsync(Response.FromValue(true, Mock.Of<Response>()));
            container.Setup(c => c.GetBlobClient(It.IsAny<string>())).Returns((string name) => Blob(name));
            var service = new Mock<BlobServiceClient>();
            service.Setup(s => s.GetBlobContainerClient("exports")).Returns(container.Object);
            return new ActivationStorage(service.Object, Mock.Of<TableServiceClient>());
        }
    }

    private BlobClient Blob(string name)
    {
        var blob = new Mock<BlobClient>();
        blob.Setup(b => b.UploadAsync(It.IsAny<Stream>(), It.IsAny<BlobUploadOptions>(), It.IsAny<CancellationToken>()))
            .Returns(async (Stream content, BlobUploadOptions _, CancellationToken cancellationToken) =>
            {
                if (Failure is not null)
                {
                    throw Failure;
                }

                using var reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
                Files[name] = await reader.ReadToEndAsync(cancellationToken);
                return Response.FromValue(BlobsModelFactory.BlobContentInfo(default, default, default, default, default), Mock.Of<Response>());
            });
        return blob.Object;
    }
}
