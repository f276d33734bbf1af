using System.Text;
using Activation.Destinations.Snapchat;

namespace Activation.Tests.Destinations.Snapchat;

public sealed class SnapchatBodyTests
{
    /// <remarks>https://developers.snap.com/api/marketing-api/Ads-API/customer-lists; a removal's body is the same.</remarks>
    [Fact]
    public void Body_Users_IsOneSchemaAndRowsOfOneHash() =>
        Encoding.UTF8.GetString(SnapchatDestination.Body(
            "EMAIL_SHA256", ["c6de1eb1a3f0b9c94ffb5c0d8ed6ffa4df0ec5f0c2ef2a8a2e9ef9c1e7b7fb40", "dc6d4e3d9a7bb4d3f21c1c53a3a8b14f2f8bb2b1ab0c2f0c3ef8ef2e6a1b6c00"])).ShouldBe(
            """{"users":[{"schema":["EMAIL_SHA256"],"data":[["c6de1eb1a3f0b9c94ffb5c0d8ed6ffa4df0ec5f0c2ef2a8a2e9ef9c1e7b7fb40"],["dc6d4e3d9a7bb4d3f21c1c53a3a8b14f2f8bb2b1ab0c2f0c3ef8ef2e6a1b6c00"]]}]}""");
}
