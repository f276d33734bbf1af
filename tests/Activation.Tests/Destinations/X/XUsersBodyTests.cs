using System.Text;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.X;

namespace Activation.Tests.Destinations.X;

/// <remarks>https://docs.x.com/x-ads-api/audiences/reference#custom-audiences-users: its example, with the identifiers that are sent here.</remarks>
public sealed class XUsersBodyTests
{
    private const string First = "4798b8bbdcf6f2a52e527f46a3d7a7c9aefb541afda03af79c74809ecc6376f3";
    private const string Second = "5bf13d5ad4200407c5bc8b9bb578e425d05ef936fd488e3799a9d0806669223c";
    private const string Device = "8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92";

    private static readonly MemberRow[] Members =
    [
        new(ProfileId.ForCustomer("C-1"), [new("mobileAdId", [Device]), new("email", [First])]),
        new(ProfileId.ForCustomer("C-2"), [new("email", [Second, First]), new("phone", [Device])]),
        new(ProfileId.ForCustomer("C-3"), []),
    ];

    [Theory]
    [InlineData(BatchOperation.Add, "Update")]
    [InlineData(BatchOperation.Remove, "Delete")]
    public void Write_Members_AreUsersOfOneOperation(BatchOperation operation, string name)
    {
        var (body, users) = XUsersBody.Write(Members, operation).ShouldHaveSingleItem();

        users.ShouldBe(2);
        Encoding.UTF8.GetString(body).ShouldBe(
            $$$"""[{"operation_type":"{{{name}}}","params":{"users":[{"email":["{{{First}}}"],"device_id":["{{{Device}}}"]},{"email":["{{{Second}}}","{{{First}}}"],"phone_number":["{{{Device}}}"]}]}}]""");
    }

    [Fact]
    public void Write_MoreThanABodyHolds_GoesOnInTheNext()
    {
        var bodies = XUsersBody.Write(Members, BatchOperation.Add, maxBytes: 300).ToList();

        bodies.Select(b => b.Users).ShouldBe([1, 1]);
        bodies.ShouldAllBe(b => b.Body.Length <= 400);
    }

    [Fact]
    public void Write_Nobody_IsNoBody() => XUsersBody.Write([Members[2]], BatchOperation.Add).ShouldBeEmpty();
}
