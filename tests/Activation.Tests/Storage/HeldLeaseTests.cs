using Activation.Storage;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Activation.Tests.Storage;

public sealed class HeldLeaseTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(45);

    private readonly FakeTimeProvider time = new();
    private readonly Mock<BlobLeaseClient> client = new();

    [Fact]
    public async Task ThrowIfOverdue_NotRenewedForAsLongAsItLasts_ThrowsAndTheLeaseIsLost()
    {
        var answer = new TaskCompletionSource<Response<BlobLease>>();
        client.Setup(c => c.RenewAsync(It.IsAny<RequestConditions>(), It.IsAny<CancellationToken>())).Returns(answer.Task);
        await using var lease = Lease();

        time.Advance(Duration - TimeSpan.FromTicks(1));
        lease.ThrowIfOverdue();
        lease.Lost.IsCancellationRequested.ShouldBeFalse();

        time.Advance(TimeSpan.FromTicks(1));
        Should.Throw<OperationCanceledException>(lease.ThrowIfOverdue);
        lease.Lost.IsCancellationRequested.ShouldBeTrue();
        answer.SetException(new RequestFailedException(409, "another host has it"));
    }

    private HeldLease Lease() => new(client.Object, Duration, time, NullLogger.Instance, "sync-gold", time.GetTimestamp());
}
