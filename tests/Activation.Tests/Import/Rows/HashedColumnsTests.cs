using Activation.Import;
using Activation.Import.Columns;
using Activation.Import.Files;
using Activation.Import.Normalization;
using Activation.Import.Rows;

namespace Activation.Tests.Import.Rows;

/// <summary>Rows that have an email or phone in clear and, in another column, hashed.</summary>
public sealed class HashedColumnsTests
{
    private const string Email = "ada@example.com";
    private static readonly string Hash = Sha256Hex.Of(Email);

    public static TheoryData<string> SameHashes() =>
    [
        Hash, Hash.ToUpperInvariant(), "0x" + Hash, "=\"" + Hash + "\"", Convert.ToBase64String(Convert.FromHexString(Hash)),
        // MD5 and SHA-1.
        "3E3417D7EF77D5932A6734B916515ED5", "0x3E3417D7EF77D5932A6734B916515ED5", "3ca93ad87e0bb737e653b66ad67731e86bbc050f",
    ];

    [Theory]
    [MemberData(nameof(SameHashes))]
    public void Parse_HashOfTheSameRowsEmail_IsVerifiedAndAddsNothing(string cell)
    {
        var (row, column) = Parse(["customer_id", "email_hash", "email"], ["C-1", cell, " ADA@example.com"], "email_hash");

        row.Identifiers["email"].ShouldBe([Hash]);
        (column.Filled, column.Valid, column.Verified).ShouldBe((1, 1, 1));
    }

    [Fact]
    public void Parse_HashOfAHash_IsReportedAndTheRawValuesHashIsUsed()
    {
        foreach (var cell in new[] { Sha256Hex.Of(Hash), Sha256Hex.Of(Hash.ToUpperInvariant()) })
        {
            var (row, column) = Parse(["customer_id", "email", "email_sha256"], ["C-1", Email, cell], "email_sha256");

            row.Identifiers["email"].ShouldBe([Hash]);
            row.Identifiers["email_google"].ShouldBe([Hash]);
            column.Repairs.ShouldBe(new Dictionary<string, long> { ["doubleHashed"] = 1 });
        }
    }

    [Fact]
    public void Parse_HashOfTheValueBeforeItWasNormalized_IsReported()
    {
        var (row, column) = Parse(["customer_id", "email", "email_sha256"], ["C-1", "Ada@Example.com", Sha256Hex.Of("Ada@Example.com")], "email_sha256");

        row.Identifiers["email"].ShouldBe([Hash]);
        column.Repairs.ShouldContainKeyAndValue("hashedUnnormalized", 1);
    }

    [Fact]
    public void Parse_HashOfAnotherValue_IsAConflictThatTheRawValueWins()
    {
        var (row, column) = Parse(["customer_id", "email", "email_sha256"], ["C-1", Email, Sha256Hex.Of("grace@example.com")], "email_sha256");

        row.Identifiers["email"].ShouldBe([Hash]);
        (column.Filled, column.Rejected).ShouldBe((1, 1));
        column.Reasons.ShouldContainKeyAndValue("hashMismatch", 1);
    }

    [Fact]
    public void Parse_HashWithoutARawValueInTheRow_IsUsed()
    {
        var (row, column) = Parse(["customer_id", "email", "email_sha256"], ["C-1", "", Hash], "email_sha256");

        row.Identifiers["email"].ShouldBe([Hash]);
        (column.Valid, column.Prehashed, column.Verified).ShouldBe((1, 1, 0));
    }

    [Fact]
    public void Parse_WeakHashOfAnotherValue_IsRefusedByName()
    {
        const string Md5 = "9f528ceb410182ebd9d490172948f11f";
        const string Sha1 = "0c4d35a12f58282925d5240fa4ad85bdbc7c5e41";

        Parse(["customer_id", "email", "email_md5"], ["C-1", Email, Md5], "email_md5").Column.Reasons.ShouldContainKeyAndValue("md5NotAccepted", 1);
        Parse(["customer_id", "email", "email_hash"], ["C-1", Email, Sha1], "email_hash").Column.Reasons.ShouldContainKeyAndValue("sha1NotAccepted", 1);
    }

    [Fact]
    public void Parse_PhoneHashes_AreComparedInBothVariants()
    {
        foreach (var (cell, verified, doubled) in new[] { (Sha256Hex.Of("447911123456"), 1, 0), (Sha256Hex.Of("+447911123456"), 1, 0), (Sha256Hex.Of(Sha256Hex.Of("+447911123456")), 0, 1) })
        {
            var (row, column) = Parse(["customer_id", "phone", "phone_sha256"], ["C-1", "+44 7911 123456", cell], "phone_sha256");

            row.Identifiers["phone"].ShouldBe([Sha256Hex.Of("447911123456")]);
            row.Identifiers["phone_e164"].ShouldBe([Sha256Hex.Of("+447911123456")]);
            (column.Verified, column.Repairs.GetValueOrDefault("doubleHashed")).ShouldBe((verified, doubled));
        }
    }

    private static (ParsedRow Row, ImportColumn Column) Parse(string[] header, string[] fields, string column)
    {
        var plan = ColumnPlanner.Plan(header, new Dictionary<string, string>(), []).Plan.ShouldNotBeNull();
        var tally = new ImportTally(plan);
        var parser = new RowParser(plan, header.Length, new RowFingerprint(new byte[32], new SourceDefinition(), plan), defaultCountry: null, tally);
        var row = parser.Parse(new BufferedRecord(2, fields)).ShouldNotBeNull();
        var record = new ImportRecord { ImportId = "x", Source = "s", Name = "n", State = ImportState.Running, DroppedAt = default };
        return (row, tally.Receipt(record, (_, c) => c).Columns.Single(c => c.Column == column));
    }
}
