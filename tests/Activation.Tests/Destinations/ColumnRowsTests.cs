using Activation.Destinations;

namespace Activation.Tests.Destinations;

public sealed class ColumnRowsTests
{
    private static readonly IReadOnlyList<KeyValuePair<string, string>> Columns = [new("email", "EMAIL"), new("phone", "PHONE"), new("mobileAdId", "IDFA"), new("mobileAdId", "AAID")];

    [Fact]
    public void Of_MissingValues_StayInTheirColumn()
    {
        var rows = ColumnRows.Of([Member.Of("C-1", ("email", ["a"])), Member.Of("C-2", ("phone", ["1"]))], Columns);

        rows.Columns.ShouldBe(["EMAIL", "PHONE"]);
        rows.Rows.ShouldBe([[Member.Hash("a"), null], [null, Member.Hash("1")]]);
    }

    [Fact]
    public void Of_SeveralValues_TakeARowEach()
    {
        var rows = ColumnRows.Of([Member.Of("C-1", ("email", ["a", "b"]), ("phone", ["1"])), Member.Of("C-2", ("phone", ["2"]))], Columns);

        rows.Rows.ShouldBe([[Member.Hash("a"), Member.Hash("1")], [Member.Hash("b"), null], [null, Member.Hash("2")]]);
        rows.MemberOfRow.ShouldBe([0, 0, 1]);
    }

    [Fact]
    public void Of_FewerValuesThanRows_RepeatTheFirstIfAsked() =>
        ColumnRows.Of([Member.Of("C-1", ("email", ["a", "b"]), ("phone", ["1"]))], Columns, repeats: true)
            .Rows.ShouldBe([[Member.Hash("a"), Member.Hash("1")], [Member.Hash("b"), Member.Hash("1")]]);

    [Fact]
    public void Of_IdentifierOfTwoColumns_FillsBoth() =>
        ColumnRows.Of([Member.Of("C-1", ("mobileAdId", ["id"]))], Columns).Rows.ShouldBe([["id", "id"]]);

    [Fact]
    public void Of_NothingThatIsTaken_IsEmpty() => ColumnRows.Of([Member.Of("C-1", ("externalId", ["1"]))], Columns).Rows.ShouldBeEmpty();
}
