using Activation.Destinations;
using Activation.Destinations.Meta;

namespace Activation.Tests.Destinations.Meta;

public sealed class MetaRowsTests
{
    [Fact]
    public void Of_SeveralValues_MakesOneRowEachWithExternalIdOnAll()
    {
        var rows = MetaRows.Of([Member.Of("C-1", ("email", ["a", "b", "c"]), ("phone", ["1"]), ("externalId", ["C-1"]))]);

        rows.Schema.ShouldBe(["EMAIL", "PHONE", "EXTERN_ID"]);
        rows.Data.Count.ShouldBe(3);
        rows.Data[0].ShouldBe([Member.Hash("a"), Member.Hash("1"), "C-1"]);
        rows.Data[1].ShouldBe([Member.Hash("b"), "", "C-1"]);
        rows.Data[2].ShouldBe([Member.Hash("c"), "", "C-1"]);
        rows.MemberOfRow.ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void Of_FewerExternalIdsThanEmails_RepeatsTheFirst()
    {
        var rows = MetaRows.Of([Member.Of("C-1", ("email", ["a", "b", "c"]), ("externalId", ["X-1", "X-2"]))]);

        rows.Data.Select(r => r[1]).ShouldBe(["X-1", "X-2", "X-1"]);
    }

    [Fact]
    public void Of_MemberWithoutValues_HasNoRow()
    {
        var rows = MetaRows.Of([Member.Of("C-1"), Member.Of("C-2", ("email", ["a"]))]);

        rows.Data.Count.ShouldBe(1);
        rows.MemberOfRow.ShouldBe([1]);
    }

    [Fact]
    public void Of_AllIdentifiers_KeepsTheOrderOfTheDeclaration()
    {
        var all = MetaType.Columns.Reverse().Select(c => (c.Key, new[] { "v" })).ToArray();

        MetaRows.Of([Member.Of("C-1", all)]).Schema.ShouldBe(
            ["EMAIL", "PHONE", "EXTERN_ID", "FN", "LN", "GEN", "DOBY", "DOBM", "DOBD", "CT", "ST", "ZIP", "COUNTRY", "MADID"]);
    }

    /// <summary>Whoever has no external id is in a call of its own: a blank one has its row refused.</summary>
    [Fact]
    public void GroupOf_Members_TellsApartOnlyWhoHasAnExternalId()
    {
        var group = MetaType.Create().GroupOf;
        var (email, phone) = (Member.Of("C-1", ("email", ["a"]), ("externalId", ["C-1"])), Member.Of("C-2", ("phone", ["1"]), ("city", ["c"]), ("externalId", ["C-2"])));

        group(phone).ShouldBe(group(email));
        group(Member.Of("C-3", ("email", ["c"]))).ShouldBe(group(Member.Of("C-4", ("phone", ["4"]))));
        group(Member.Of("C-3", ("email", ["c"]))).ShouldNotBe(group(email));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    public void RowsOf_Member_IsTheNumberOfRowsItTakes(int emails, int rows)
    {
        var member = Member.Of("C-1", ("email", [.. Enumerable.Range(0, emails).Select(i => $"{i}")]), ("phone", ["1"]));

        MetaType.Create().RowsOf(member).ShouldBe(rows);
        MetaRows.Of([member]).Data.Count.ShouldBe(rows);
    }
}
