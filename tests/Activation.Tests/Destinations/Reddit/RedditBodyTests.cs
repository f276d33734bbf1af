using System.Text;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Reddit;

namespace Activation.Tests.Destinations.Reddit;

public sealed class RedditBodyTests
{
    private const string Email = "d7ef2e7b2a3663c25284a3d6d13b1ca727fc8c659474b81afe0cec997a4737d2";
    private const string Device = "510870d7b3e47a28a2b2f3aef27a4c81aab0b2eefda27dea50bc4c991d9e5435";

    private static readonly MemberRow Example = new(ProfileId.ForCustomer("C-1"), [new("email", [Email]), new("mobileAdId", [Device])]);

    /// <remarks>https://experienceleague.adobe.com/en/docs/experience-platform/destinations/catalog/advertising/reddit-custom-audience: the payload that Reddit shows there.</remarks>
    [Fact]
    public void Body_Add_IsTheDocumentedExample() =>
        Encoding.UTF8.GetString(RedditDestination.Body(RedditDestination.Rows([Example]), BatchOperation.Add)).ShouldBe(
            $$$"""{"data":{"action_type":"ADD","column_order":["EMAIL_SHA256","MAID_SHA256"],"user_data":[["{{{Email}}}","{{{Device}}}"]]}}""");

    [Fact]
    public void Body_RemoveOfOneKey_NamesItsColumnAlone() =>
        Encoding.UTF8.GetString(RedditDestination.Body(RedditDestination.Rows([Example with { Values = [new("mobileAdId", [Device])] }]), BatchOperation.Remove)).ShouldBe(
            $$$"""{"data":{"action_type":"REMOVE","column_order":["MAID_SHA256"],"user_data":[["{{{Device}}}"]]}}""");
}
