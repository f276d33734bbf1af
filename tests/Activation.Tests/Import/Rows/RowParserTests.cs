using Activation.Import;
using Activation.Import.Columns;
using Activation.Import.Files;
using Activation.Import.Rows;

namespace Activation.Tests.Import.Rows;

public sealed class RowParserTests
{
    [Fact]
    public void Parse_CustomerRow_IsTheCustomersProfile()
    {
        var row = Parse(["customer_id", "email", "tier"], ["C-1", " Ada@Example.com", "Gold"]).Row.ShouldNotBeNull();

        row.Profile.ShouldBe(ProfileId.ForCustomer("C-1"));
        row.HasCustomer.ShouldBeTrue();
        row.Identifiers["email"].Count.ShouldBe(1);
        row.Traits.ShouldBe(["Gold"]);
    }

    [Fact]
    public void Parse_NoCustomer_TheStrongestIdentifierMakesTheProfile()
    {
        var email = Parse(["customer_id", "email", "phone"], ["", "ada@example.com", "+447911123456"]).Row.ShouldNotBeNull();
        var phone = Parse(["customer_id", "email", "phone"], ["", "nonsense", "+447911123456"]).Row.ShouldNotBeNull();

        email.Profile.ShouldBe(ProfileId.ForIdentifier("email", email.Identifiers["email"][0]));
        phone.Profile.ShouldBe(ProfileId.ForIdentifier("phone", phone.Identifiers["phone"][0]));
        email.HasCustomer.ShouldBeFalse();
    }

    [Fact]
    public void Parse_InvalidIdentifierBesideACustomerId_DropsTheCellOnly()
    {
        var (row, tally) = Parse(["customer_id", "email"], ["C-1", "nonsense"]);

        row.ShouldNotBeNull().Identifiers["email"].ShouldBeEmpty();
        tally.Rejected.ShouldBe(0);
        tally.TakeRejects().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe("invalidEmail"), r => r.Column.ShouldBe("email"), r => r.Message.ShouldNotContain("nonsense"));
    }

    [Fact]
    public void Parse_NothingToTellThePersonBy_RejectsTheRow()
    {
        var (row, tally) = Parse(["customer_id", "email", "tier"], ["", "", "Gold"]);

        row.ShouldBeNull();
        (tally.RowsRead, tally.Rejected).ShouldBe((1, 1));
        tally.TakeRejects().ShouldHaveSingleItem().Code.ShouldBe("noIdentifier");
    }

    [Theory]
    [InlineData("C-1")]
    [InlineData("C-1", "a@example.com", "Gold", "more")]
    public void Parse_WrongFieldCount_RejectsTheRow(params string[] fields) =>
        Parse(["customer_id", "email", "tier"], fields).Tally.TakeRejects().ShouldHaveSingleItem().Code.ShouldBe("fieldCount");

    [Fact]
    public void Parse_CellOfOverAMillionCharacters_RejectsTheRow() =>
        Parse(["customer_id", "tier"], ["C-1", new string('x', 1_100_000)]).Tally.TakeRejects().ShouldHaveSingleItem().Code.ShouldBe("cellTooLarge");

    [Theory]
    [InlineData("mail me at ada@example.com", "personalDataInTrait")]
    [InlineData("nul \0 byte", "damagedText")]
    [InlineData("=1+1", "formula")]
    [InlineData("@SUM(A1)", "formula")]
    public void Parse_TraitThatMayNotBeStored_IsDropped(string cell, string code)
    {
        var (row, tally) = Parse(["customer_id", "tier"], ["C-1", cell]);

        row.ShouldNotBeNull().Traits.ShouldBe([null]);
        tally.TakeRejects().ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("bad \uFFFD byte")]
    [InlineData("undefined in windows-1252: \u0081")]
    public void Parse_BytesThatAreNoText_RejectTheRow(string cell)
    {
        var (row, tally) = Parse(["customer_id", "tier"], ["C-1", cell]);

        row.ShouldBeNull();
        tally.TakeRejects().ShouldHaveSingleItem().Code.ShouldBe("invalidEncoding");
    }

    [Fact]
    public void Parse_RecordThatCannotBeRead_IsARejectedRow()
    {
        var record = new BufferedRecord(7, [], 0, new Reject(7, "", "malformedJson", "Not JSON."));

        var (row, tally) = Parse(["customer_id"], record);

        row.ShouldBeNull();
        (tally.RowsRead, tally.Rejected).ShouldBe((1, 1));
        tally.TakeRejects().ShouldHaveSingleItem().ShouldBe(new Reject(7, "", "malformedJson", "Not JSON."));
    }

    [Fact]
    public void Parse_SeveralColumnsAndListsOfOneIdentifier_AddUp()
    {
        var row = Parse(["customer_id", "email", "email_2", "phone"], ["C-1", "a@x.org; b@y.org", "c@z.org", "+447911123456|+447911123457"]).Row.ShouldNotBeNull();

        row.Identifiers["email"].Count.ShouldBe(3);
        row.Identifiers["phone"].Count.ShouldBe(2);
    }

    [Fact]
    public void Parse_FormulaInAnIdentifier_IsDroppedAndNeverHashed()
    {
        var (row, tally) = Parse(["customer_id", "first_name", "email"], ["C-1", "=HYPERLINK(\"http://x.example\",\"Ada\")", "=A1"]);

        row.ShouldNotBeNull().Identifiers.VariantNames.ShouldBe(["external_id"]);
        tally.TakeRejects().Select(r => (r.Column, r.Code)).ShouldBe([("first_name", "formula"), ("email", "formula")]);
    }

    [Fact]
    public void Parse_TextWrittenAsAFormula_IsTheText()
    {
        var row = Parse(["customer_id", "email", "tier"], ["=\"00123\"", "=\"ada@example.com\"", "=\"007\""]).Row.ShouldNotBeNull();

        row.Profile.ShouldBe(ProfileId.ForCustomer("00123"));
        row.Identifiers["email"].ShouldBe([Activation.Import.Normalization.Sha256Hex.Of("ada@example.com")]);
        row.Traits.ShouldBe(["007"]);
    }

    [Fact]
    public void Parse_ExternalIdOfItsOwnColumn_IsKeptByteForByte() =>
        Parse(["customer_id", "external_id"], [" C-1 ", "Ext-001 "]).Row.ShouldNotBeNull().ShouldSatisfyAllConditions(
            row => row.Profile.ShouldBe(ProfileId.ForCustomer("C-1")), row => row.Identifiers["external_id"].ShouldBe(["Ext-001 "]));

    [Fact]
    public void Parse_ClearMarks_AreToldFromEmptyCells()
    {
        var row = Parse(["customer_id", "email", "tier", "points"], ["C-1", @"\N", @"\N", ""]).Row.ShouldNotBeNull();

        row.Cleared.ShouldBe(["email"]);
        row.Traits.ShouldBe([CellMark.Clear, null]);
    }

    [Fact]
    public void Parse_ColumnsInAnotherOrder_HaveTheSameFingerprintAndOtherValuesNot()
    {
        var row = Fingerprint(["customer_id", "email", "tier", "points"], ["C-1", "ada@example.com", "Gold", "1"]);

        Fingerprint(["points", "tier", "email", "customer_id"], ["1", "Gold", "ADA@example.com ", "C-1"]).ShouldBe(row);
        Fingerprint(["customer_id", "email", "tier", "points"], ["C-1", "ada@example.com", "Gold", "2"]).ShouldNotBe(row);
        Fingerprint(["customer_id", "email", "tier", "points"], ["C-1", "ada@example.com", "", "1"]).ShouldNotBe(row);
        Fingerprint(["customer_id", "email", "tier", "points"], ["C-1", "ada@example.com", @"\N", "1"]).ShouldNotBe(row);
        Fingerprint(["customer_id", "email", "level", "points"], ["C-1", "ada@example.com", "Gold", "1"]).ShouldNotBe(row);
    }

    [Fact]
    public void Parse_OtherKey_HasAnotherFingerprint() =>
        Parse(["customer_id"], ["C-1"], key: 1).Row.ShouldNotBeNull().Fingerprint.ShouldNotBe(Fingerprint(["customer_id"], ["C-1"]));

    private static Guid Fingerprint(string[] header, string[] fields) => Parse(header, fields).Row.ShouldNotBeNull().Fingerprint;

    private static (ParsedRow? Row, ImportTally Tally) Parse(string[] header, string[] fields, byte key = 0) => Parse(header, new BufferedRecord(2, fields), key);

    private static (ParsedRow? Row, ImportTally Tally) Parse(string[] header, BufferedRecord record, byte key = 0)
    {
        var plan = ColumnPlanner.Plan(header, new Dictionary<string, string>(), []).Plan.ShouldNotBeNull();
        var tally = new ImportTally(plan);
        var fingerprint = new RowFingerprint([.. Enumerable.Repeat(key, 32)], new SourceDefinition(), plan);
        var parser = new RowParser(plan, header.Length, fingerprint, defaultCountry: null, tally);
        return (parser.Parse(record), tally);
    }
}
