using Activation.Import.Adobe;

namespace Activation.Tests.Import.Adobe;

public sealed class AdobeFileNamesTests
{
    // The examples of inbound-s3-filenames and inbound-receipt-message.
    [Theory]
    [InlineData("s3n://bucket/partner/date=2016-05-09/ftp_dpm_478_1366545717.sync.1.gz", "478", null, false, 1, true, 1366545717)]
    [InlineData("date=2016-05-09/ftp_dpm_478_1366545717.sync.2.gz", "478", null, false, 2, true, 1366545717)]
    [InlineData("ftp_dpm_478_1366545717.sync", "478", null, false, null, false, 1366545717)]
    [InlineData("ftp_dpm_478_567_1366545717.sync.gz", "478", 567L, false, null, true, 1366545717)]
    [InlineData("ftp_dpm_478_1366545717.overwrite", "478", null, true, null, false, 1366545717)]
    [InlineData("ftp_dpm_33_21_1234567890.sync", "33", 21L, false, null, false, 1234567890)]
    [InlineData("ftp_dpm_20914_21_1234567890.sync", "20914", 21L, false, null, false, 1234567890)]
    [InlineData("ftp_dpm_7_901_1368806402.sync", "7", 901L, false, null, false, 1368806402)]
    public void Parse_TraitFile_HasItsParts(string path, string provider, long? target, bool isOverwrite, int? split, bool isGzip, long seconds)
    {
        var name = AdobeFileNames.Parse(path).Name.ShouldNotBeNull();

        name.Kind.ShouldBe(AdobeFileKind.Traits);
        string.Join('_', name.DataProviders).ShouldBe(provider);
        (name.Target, name.IsOverwrite, name.Split, name.IsGzip).ShouldBe((target, isOverwrite, split, isGzip));
        name.Timestamp.ToUnixTimeSeconds().ShouldBe(seconds);
    }

    // The examples of id-sync-file-based and people-based-destinations-workflow-combined.
    [Theory]
    [InlineData("adobe_id_111_222_333_444_1454442149.sync", "111_222_333_444", false, null, false)]
    [InlineData("adobe_id_123_898_456_1454442149.sync.1.gz", "123_898_456", false, 1, true)]
    [InlineData("adobe_id_0_12345_1476312152.sync", "0_12345", false, null, false)]
    [InlineData("c2c_id_999999_987654_1560431657.sync", "999999_987654", true, null, false)]
    [InlineData("adobe_id_c2c_id_999999_987654_1560431657.sync", "999999_987654", true, null, false)]
    public void Parse_IdSyncFile_HasItsParts(string path, string providers, bool isCrossDevice, int? split, bool isGzip)
    {
        var name = AdobeFileNames.Parse(path).Name.ShouldNotBeNull();

        name.Kind.ShouldBe(AdobeFileKind.IdSync);
        string.Join('_', name.DataProviders).ShouldBe(providers);
        (name.IsCrossDevice, name.Split, name.IsGzip).ShouldBe((isCrossDevice, split, isGzip));
    }

    [Theory]
    [InlineData("members.csv", "prefix", "is")]
    [InlineData("ftp_dpm_478_1366545717.sync.gpg", "extension", "is")]
    [InlineData("ftp_dpm_478_1366545717.csv", "mode", "is")]
    [InlineData("ftp_dpm_478_1366545717", "mode", "is")]
    [InlineData("adobe_id_1_2_1366545717.overwrite", "mode", "is .overwrite")]
    [InlineData("ftp_dpm_478_1366545717.sync.one", "split number", "is")]
    [InlineData("ftp_dpm_478_1366545717.sync.1.2", "split number", "is")]
    [InlineData("ftp_dpm_478_1366545717.sync.zip", "split number", "is")]
    [InlineData("ftp_dpm_478_13665457.sync", "timestamp", "is")]
    [InlineData("ftp_dpm_478_1366545717000.sync", "timestamp", "is")]
    [InlineData("ftp_dpm_odc_12345_1556223815.sync", "data provider id number 1", "is")]
    [InlineData("ftp_dpm_1366545717.sync", "data provider id", "is missing")]
    [InlineData("ftp_dpm_0_21_1366545717.sync", "data provider id", "is 0")]
    [InlineData("ftp_dpm_20914_1366545717.sync", "target data owner", "is missing")]
    [InlineData("ftp_dpm_1171489_1366545717.sync", "target data owner", "is missing")]
    [InlineData("ftp_dpm_1_2_3_1366545717.sync", "target data owner", "is followed")]
    [InlineData("c2c_id_999999_1560431657.sync", "list of data provider ids", "has less")]
    [InlineData("adobe_id_12_34_12_1560431657.sync", "list of data provider ids", "names one twice")]
    public void Parse_FaultyName_NamesThePart(string path, string part, string problem)
    {
        var (name, failure) = AdobeFileNames.Parse(path);

        name.ShouldBeNull();
        failure.ShouldNotBeNull().Code.ShouldBe("adobeFileName");
        failure.Message.ShouldStartWith($"The {part} of the file's name {problem}");
    }
}
