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
    public void Candidates_OneCustomer_IsTheOne() => Choose(("a", One), ("a", One), ("b", Two)).ShouldBe([One]);

    [Fact]
    public void Candidates_NoneOrSeveral_AreNotOne()
    {
        Choose().ShouldBeEmpty();
        Choose(("a", One), ("a", Two)).Count.ShouldBe(2);
    }

    private static IReadOnlyList<ProfileId> Choose(params (string Email, ProfileId Customer)[] customers)
    {
        var identifiers = new IdentifierSet();
        identifiers.Add("email", "a");
        var row = new ParsedRow { Line = 2, HasCustomer = false, Profile = Own, Identifiers = identifiers, Traits = [], Fingerprint = Guid.Empty, Characters = 0 };
        return CustomerLinks.Candidates(row, customers.ToLookup(c => c.Email, c => c.Customer));
    }
}
