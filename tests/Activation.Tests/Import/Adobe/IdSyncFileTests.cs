using Activation.Import;
using Activation.Tests.Import.Files;

namespace Activation.Tests.Import.Adobe;

public sealed class IdSyncFileTests
{
    // c2c_id_999999_987654_1560431657.sync of the documentation: CR LF between the rows, none at the end.
    private const string CrossDeviceSample =
        "68079982765673198504052656074456196039\t55e79200c1635b37ad31a378c39feb12f120f116625093a19bc32fff15041149\r\n"
        + "67412682083411995725538770443620307584\t16d72e3edbeb089b299e0d12fc09522fdc5ece2d11dcb1304ecdd6fab4f7193a\r\n"
        + "89159024796760343733111707646026765593\tfeec5debcea411f54462a345a0d90c9975415d2d4862745ff8af00c49b6b4ae6";

    [Fact]
    public async Task ReadAsync_CrossDeviceSample_LinksCustomersWithHashedEmails()
    {
        var (rows, file) = await ReadAsync("c2c_id_999999_987654_1560431657.sync", CrossDeviceSample);

        file.Header.ShouldBe(["999999", "987654"]);
        file.Mapping.ShouldBe(new Dictionary<string, string> { ["999999"] = "customerId", ["987654"] = "email" });
        rows.ShouldBe(
        [
            "1: 68079982765673198504052656074456196039|55e79200c1635b37ad31a378c39feb12f120f116625093a19bc32fff15041149",
            "2: 67412682083411995725538770443620307584|16d72e3edbeb089b299e0d12fc09522fdc5ece2d11dcb1304ecdd6fab4f7193a",
            "3: 89159024796760343733111707646026765593|feec5debcea411f54462a345a0d90c9975415d2d4862745ff8af00c49b6b4ae6",
        ]);
        file.Format.Kind.ShouldBe("adobeIds");
    }

    // adobe_id_0_12345_1476312152.sync and adobe_id_12345_67890_1477846458.sync of the documentation; both end in blank lines.
    [Fact]
    public async Task ReadAsync_TwoHopSample_LinksBothHopsToOneCustomer()
    {
        string[] adobe =
        [
            "68079982765673198504052656074456196039", "67412682083411995725538770443620307584", "89159024796760343733111707646026765593",
            "66552757407517449462805881945288602094", "66184778222667870903738139438735041506",
        ];
        string[] own =
        [
            "XYZ3017D_2kzkTOXkFYIAgwbajoqWRcqkXl-TTrj6E4njaMR38", "XYZ3017BBR4DAFJWfM6D4Gb4lN_T5jk_f7rdEcqNs9wfnA7h70", "XYZ3017PryPID8tzfhkEE-gE034LI-53Jde0utCYcIwd0A2OlM",
            "XYZ3017QvBddD-bLJS28DPxiqUfmIBxE3_55bvQJMLwregJU2M", "XYZ3017q9r60kuHPOca_Ek-btCN2iu1HyVaUe0rd412TzbyCMw",
        ];
        string[] partner = ["4598060374", "4581274262", "4392434426", "2351382994", "4601584763"];
        var mapping = new Dictionary<string, string> { ["67890"] = "externalId" };

        var (first, firstFile) = await ReadAsync("adobe_id_0_12345_1476312152.sync", string.Concat(adobe.Zip(own, (a, b) => $"{a}\t{b}\n")) + "\n", mapping);
        var (second, secondFile) = await ReadAsync("adobe_id_12345_67890_1477846458.sync", string.Concat(own.Zip(partner, (a, b) => $"{a}\t{b}\n")) + "\n\n", mapping);

        first.ShouldBe(adobe.Zip(own, (a, b) => $"{a}|{b}").Select((row, i) => $"{i + 1}: {row}"));
        second.ShouldBe(own.Zip(partner, (a, b) => $"{a}|{b}").Select((row, i) => $"{i + 1}: {row}"));
        var targets = firstFile.Mapping.ShouldNotBeNull();
        (targets["0"], targets["12345"]).ShouldBe(("ecid", "customerId"));
        targets = secondFile.Mapping.ShouldNotBeNull();
        (targets["12345"], targets["67890"]).ShouldBe(("customerId", "externalId"));
    }

    [Fact]
    public async Task ReadAsync_IdsThatNothingMaps_AreIgnored()
    {
        var (_, file) = await ReadAsync("adobe_id_111_222_20914_333_1454442149.sync", "a\tb\t97987bca-ae59-4c7d-94ba-ee4f19ab8c21\tc", new() { ["222"] = "customerId" });

        file.Mapping.ShouldBe(new Dictionary<string, string> { ["111"] = "ignore", ["222"] = "customerId", ["20914"] = "gaid", ["333"] = "ignore" }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("adobe_id_1_2_1454442149.sync", "a\tb ", "trailingSpace")]
    [InlineData("adobe_id_1_2_1454442149.sync", "a\t", "trailingSpace")]
    [InlineData("adobe_id_1_2_1454442149.sync", "a\tb\t", "trailingSpace")]
    [InlineData("adobe_id_1_2_1454442149.sync", "a", "idCount")]
    [InlineData("adobe_id_1_2_1454442149.sync", "a\tb\tc", "idCount")]
    [InlineData("adobe_id_1_2_1454442149.sync", "\tb", "idMissing")]
    [InlineData("adobe_id_1_2_1454442149.sync", "a:b\tc", "colonInId")]
    [InlineData("adobe_id_1_2_1454442149.sync", "a%20b\tc", "urlEncodedId")]
    [InlineData("adobe_id_0_2_1454442149.sync", "123\tc", "invalidAdobeId")]
    [InlineData("adobe_id_20914_2_1454442149.sync", "6D92078A-8246-4BA4-AE5B-76104861E7DC\tc", "invalidGaid")]
    [InlineData("adobe_id_20915_2_1454442149.sync", "97987bca-ae59-4c7d-94ba-ee4f19ab8c21\tc", "invalidIdfa")]
    [InlineData("c2c_id_1_2_1454442149.sync", "a\tname@mydomain.com", "notHashed")]
    [InlineData("c2c_id_1_2_1454442149.sync", "a\tfd876f8cd6a58277fc664d47ea10ad19", "md5NotAccepted")]
    public async Task ReadAsync_FaultyRow_IsRejected(string name, string row, string code) =>
        (await ReadAsync(name, row)).Rows.ShouldBe([$"1: !{code}"]);

    private static async Task<TestFile.Result> ReadAsync(string name, string text, Dictionary<string, string>? mapping = null) =>
        (await TestFile.ReadAsync(TestFile.Bytes(text), name, kind: SourceKind.Adobe, mapping: mapping)).Read.ShouldNotBeNull();
}
