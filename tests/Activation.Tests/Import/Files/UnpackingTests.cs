using System.IO.Compression;
using Activation.Import.Files;

namespace Activation.Tests.Import.Files;

public sealed class UnpackingTests
{
    private static readonly byte[] Csv = TestFile.Bytes("id,n\n1,a\n2,b\n");

    [Theory]
    [InlineData("members.csv.gz")]
    [InlineData("members.csv")]
    public async Task ReadAsync_Gzip_IsToldByItsBytes(string name)
    {
        var read = (await TestFile.ReadAsync(TestFile.Gzip(Csv), name)).Read.ShouldNotBeNull();

        read.Rows.ShouldBe(["2: 1|a", "3: 2|b"]);
        read.File.Format.Compression.ShouldBe("gzip");
    }

    [Fact]
    public async Task ReadAsync_GzipOfSeveralMembers_IsTheirConcatenation()
    {
        byte[] packed = [.. TestFile.Gzip(Csv), .. TestFile.Gzip(TestFile.Bytes("3,c\n"))];

        (await TestFile.ReadAsync(packed)).Read.ShouldNotBeNull().Rows[^1].ShouldBe("4: 3|c");
    }

    [Fact]
    public async Task ReadAsync_GzipCutAnywhere_Fails()
    {
        var packed = TestFile.Gzip(TestFile.Bytes("id,n\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i},{i * 7919}\n"))));

        foreach (var length in new[] { 3, 12, packed.Length / 3, packed.Length / 2, packed.Length - 9, packed.Length - 4, packed.Length - 1 })
        {
            var (read, failure) = await TestFile.ReadAsync(packed[..length]);

            (failure ?? read?.File.Failure).ShouldNotBeNull($"cut at {length} of {packed.Length}").Code.ShouldBe("damagedArchive");
        }
    }

    [Fact]
    public async Task ReadAsync_ZipOfOneFile_IsReadWhateverAMacPutsBesideIt()
    {
        var zip = TestFile.Zip(("export/members.csv", Csv), ("__MACOSX/export/._members.csv", [1, 2]), ("export/.DS_Store", [3]));

        var read = (await TestFile.ReadAsync(zip, "export.zip")).Read.ShouldNotBeNull();

        read.Rows.ShouldBe(["2: 1|a", "3: 2|b"]);
        read.File.Format.Compression.ShouldBe("zip");
    }

    [Fact]
    public async Task ReadAsync_ZipThatIsNotOneFile_SaysWhy()
    {
        (await TestFile.ReadAsync(TestFile.Zip(("a.csv", Csv), ("b.csv", Csv)))).Failure.ShouldNotBeNull().Code.ShouldBe("zipEntries");
        (await TestFile.ReadAsync(TestFile.Zip())).Failure.ShouldNotBeNull().Code.ShouldBe("zipEntries");
        (await TestFile.ReadAsync(TestFile.Zip(("[Content_Types].xml", Csv), ("xl/workbook.xml", Csv)))).Failure.ShouldNotBeNull().Code.ShouldBe("spreadsheet");
        (await TestFile.ReadAsync(TestFile.Zip(("a.zip", TestFile.Zip(("a.csv", Csv)))))).Failure.ShouldNotBeNull().Code.ShouldBe("binaryFile");
    }

    [Fact]
    public async Task ReadAsync_EncryptedZip_SaysWhy()
    {
        var zip = TestFile.Zip(("a.csv", Csv));
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;

        (await TestFile.ReadAsync(zip)).Failure.ShouldNotBeNull().Code.ShouldBe("encryptedZip");
    }

    [Fact]
    public async Task ReadAsync_MoreThanTheLimit_FailsWhereItCrossesIt()
    {
        var packed = TestFile.Gzip(TestFile.Bytes("id,n\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i},{i}\n"))));

        var read = (await TestFile.ReadAsync(packed, maxUnpackedBytes: 500_000)).Read.ShouldNotBeNull();

        read.File.Failure.ShouldNotBeNull().Code.ShouldBe("unpackedTooLarge");
        read.Rows.Count.ShouldBeLessThan(100_000);
    }

    [Fact]
    public async Task ReadAsync_Bomb_FailsByItsRatio()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            var block = new byte[1024 * 1024];
            for (var i = 0; i < 80; i++)
            {
                gzip.Write(block);
            }
        }

        packed = new MemoryStream(packed.ToArray());
        using var scratch = TestFile.Scratch();
        var unpacked = await Unpacking.OpenAsync(packed, new FileInput { Name = "a.csv.gz", MaxUnpackedBytes = long.MaxValue, Scratch = scratch }, CancellationToken.None);
        await using var counted = unpacked.Content;

        var failure = await Should.ThrowAsync<UnreadableFileException>(() => counted.CopyToAsync(Stream.Null));

        failure.Failure.Code.ShouldBe("compressionRatio");
    }
}
