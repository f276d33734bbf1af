using Activation.Import.Normalization;

namespace Activation.Tests.Import.Normalization;

public sealed class CustomerIdsTests
{
    [Theory]
    [InlineData("C-1001")]
    [InlineData("Ext-001 ")]
    [InlineData("00042")]
    [InlineData("1234567890")]
    [InlineData("0100000123")]
    [InlineData("2023-0001-55")]
    [InlineData("jane@home")]
    [InlineData("9b431636bd164765d63c573c346708846af4f68fe3701a77a3bdd7e7e5166254")]
    [InlineData("3f2504e0-4f89-11d3-9a0c-0305e82c3301")]
    public void Normalize_OfAnId_KeepsItByteForByte(string id) => CustomerIds.Normalize(id).ShouldBe(id);

    [Theory]
    [InlineData(" Jane@Example.com", "jane@example.com")]
    [InlineData("+44 7911 123456", "447911123456")]
    [InlineData("(650) 555-1212", "6505551212")]
    [InlineData("650-555-1212", "6505551212")]
    [InlineData("07911 123456", "07911123456")]
    public void Normalize_OfPersonalData_IsItsHash(string id, string hashed) => CustomerIds.Normalize(id).ShouldBe(Sha256Hex.Of(hashed));

    [Theory]
    [InlineData("")]
    [InlineData(" \u00a0\t")]
    [InlineData("NULL")]
    [InlineData("n/a")]
    public void Normalize_OfNothing_IsNull(string id) => CustomerIds.Normalize(id).ShouldBeNull();
}
