using System.Text;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.FileStores;

public sealed class StorageDoubleTests : IAsyncLifetime
{
    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? sandbox;

    private SandboxServer Sandbox => sandbox ?? throw new InvalidOperationException("The sandbox has not started.");

    public async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    [Theory]
    [InlineData("partner/a.sync?sig=sandbox-token", "BlockBlob", 201)]
    [InlineData("partner/a.sync?sig=sandbox-token", "PageBlob", 400)]
    [InlineData("partner/a.sync?sig=sandbox-token", null, 400)]
    [InlineData("partner/a.sync?sig=other", "BlockBlob", 403)]
    [InlineData("s3/partner/a.sync", null, 403)]
    public async Task Put_File_IsTakenOnlyAsDocumented(string path, string? type, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Sandbox.BaseUrl, $"serverfiles/{path}")) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("a")) };
        request.Headers.Add("x-ms-version", "2025-01-05");
        if (type is not null)
        {
            request.Headers.Add("x-ms-blob-type", type);
        }

        (await http.Client.SendAsync(request, CancellationToken.None)).Status.ShouldBe(status);
        Sandbox.Platform.Files.Count.ShouldBe(status == 201 ? 1 : 0);
    }

    [Fact]
    public async Task Put_SignatureOfAnotherKey_IsDenied()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Sandbox.BaseUrl, "serverfiles/s3/partner/a.sync")) { Content = new ByteArrayContent([]) };
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=sandbox-key-id/20261124/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=00");
        request.Headers.Add("x-amz-content-sha256", "UNSIGNED-PAYLOAD");

        (await http.Client.SendAsync(request, CancellationToken.None)).Status.ShouldBe(403);
    }
}
