using Activation.Import.Normalization;

namespace Activation.Tests.Import.Normalization;

public sealed class ColumnAliasesTests
{
    [Theory]
    [InlineData("first_name", "firstName")]
    [InlineData("firstName", "firstName")]
    [InlineData("first", "firstName")]
    [InlineData("Last-Name", "lastName")]
    [InlineData("phoneNumber", "phone")]
    [InlineData("Mobile", "phone")]
    [InlineData("tel", "phone")]
    [InlineData("phone_2", "phone")]
    [InlineData("E-Mail Address", "email")]
    [InlineData("email", "email")]
    [InlineData("Email 2", "email")]
    [InlineData("Prénom", "firstName")]
    [InlineData("gen", "gender")]
    [InlineData("birth_year", "birthYear")]
    [InlineData("birth_month", "birthMonth")]
    [InlineData("DOB", "birthDay")]
    [InlineData("dateOfBirth", "birthDay")]
    [InlineData("address_state", "state")]
    [InlineData("address_city", "city")]
    [InlineData("zipCode", "zip")]
    [InlineData("PLZ", "zip")]
    [InlineData("Postal Code", "zip")]
    [InlineData("countryCode", "country")]
    [InlineData("customer_id", "customerId")]
    [InlineData("CRM-ID", "customerId")]
    [InlineData("member_id", "customerId")]
    [InlineData("\ufeffCustomer ID", "customerId")]
    [InlineData("maid", "mobileAdId")]
    [InlineData("IDFA", "idfa")]
    [InlineData("aaid", "gaid")]
    [InlineData("ECID", "ecid")]
    [InlineData("external_id", "externalId")]
    public void Find_OfAKnownHeader_IsTheIdentifier(string header, string identifier) => ColumnAliases.Find(header).ShouldBe(identifier);

    [Theory]
    [InlineData("id")]
    [InlineData("name")]
    [InlineData("tier")]
    [InlineData("loyalty_id")]
    [InlineData("email_opt_in")]
    [InlineData("state_2")]
    [InlineData("")]
    public void Find_OfAnyOtherHeader_IsNull(string header) => ColumnAliases.Find(header).ShouldBeNull();

    [Fact]
    public void Find_OfEveryIdentifierName_IsItself()
    {
        foreach (var name in Activation.Profiles.Identifiers.Names)
        {
            ColumnAliases.Find(name).ShouldBe(name);
        }
    }
}
