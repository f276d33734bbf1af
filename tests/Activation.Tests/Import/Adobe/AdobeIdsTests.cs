using Activation.Import.Adobe;

namespace Activation.Tests.Import.Adobe;

public sealed class AdobeIdsTests
{
    [Theory]
    [InlineData(0, "59767559181262060060278870901087098252")]
    [InlineData(20914, "97987bca-ae59-4c7d-94ba-ee4f19ab8c21")]
    [InlineData(20914, "e4fe9bde-caa0-47b6-908d-ffba3fa184f2")]
    [InlineData(20915, "6D92078A-8246-4BA4-AE5B-76104861E7DC")]
    [InlineData(121963, "97987BCA-ae59-4c7d-94ba-ee4f19ab8c21")]
    [InlineData(12345, "XYZ3017D_2kzkTOXkFYIAgwbajoqWRcqkXl-TTrj6E4njaMR38")]
    public void Check_DocumentedId_IsOfItsClass(long dataProvider, string id) => AdobeIds.Check(AdobeIds.ClassOf(dataProvider), id).ShouldBeNull();

    [Theory]
    [InlineData(0, "5976755918126206006027887090108709825", "invalidAdobeId")]
    [InlineData(0, "5976755918126206006027887090108709825x", "invalidAdobeId")]
    [InlineData(20914, "97987BCA-ae59-4c7d-94ba-ee4f19ab8c21", "invalidGaid")]
    [InlineData(20914, "97987bcaae594c7d94baee4f19ab8c21", "invalidGaid")]
    [InlineData(20914, "00000000-0000-0000-0000-000000000000", "invalidGaid")]
    [InlineData(20915, "6d92078a-8246-4ba4-ae5b-76104861e7dc", "invalidIdfa")]
    [InlineData(389146, "123", "invalidDeviceId")]
    [InlineData(12345, "a:b", "colonInId")]
    [InlineData(12345, "a%3ab", "colonInId")]
    [InlineData(12345, "", "idMissing")]
    public void Check_AnotherClass_SaysWhy(long dataProvider, string id, string code) => (AdobeIds.Check(AdobeIds.ClassOf(dataProvider), id)?.Code).ShouldBe(code);

    // The addresses of people-based-destinations-prerequisites, hashed as they are and as they must not be.
    [Theory]
    [InlineData("55e79200c1635b37ad31a378c39feb12f120f116625093a19bc32fff15041149", null)]
    [InlineData("16D72E3EDBEB089B299E0D12FC09522FDC5ECE2D11DCB1304ECDD6FAB4F7193A", null)]
    [InlineData("name@mydomain.com", "notHashed")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "hashOfEmpty")]
    [InlineData("fd876f8cd6a58277fc664d47ea10ad19", "md5NotAccepted")]
    [InlineData("fd876f8cd6a58277fc664d47ea10ad19fd876f8c", "sha1NotAccepted")]
    public void Check_Hash_IsSha256Only(string id, string? code) => (AdobeIds.Check(AdobeIdClass.Hash, id)?.Code).ShouldBe(code);
}
