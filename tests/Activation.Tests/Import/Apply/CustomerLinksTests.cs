using Activation.Import.Apply;
using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Tests.Import.Apply;

public sealed class CustomerLinksTests
{
    private static readonly ProfileId One = ProfileId.ForCustomer("1");
    private static readonly ProfileId Two = ProfileId.ForCustomer("2");
    private static readonly ProfileId Own = ProfileId.ForIdentifier("email", "a");

    [Fact]
    public void Choose_ExactlyOneCustomer_IsJoined() => Choose(("a", One), ("a", One), ("b", Two)).ShouldBe(One);

    [Fact]
    public void Choose_NoneOrSeveral_StaysItself()
    {
        Choose().ShouldBe(Own);
        Choose(("a", One), ("a", Two)).ShouldBe(Own);
    }

    private static ProfileId Choose(params (string Email, ProfileId Customer)[] customers)
    {
        var identifiers = new IdentifierSet();
        identifiers.Add("email", "a");
        var row = new ParsedRow { Line = 2, HasCustomer = false, Profile = Own, Identifiers = identifiers, Traits = [], Fingerprint = Guid.Empty, Characters = 0 };
        return CustomerLinks.Choose(row, customers.ToLookup(c => c.Email, c => c.Customer));
    }
}
