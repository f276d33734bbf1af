using Activation.Governance.Privacy;

namespace Activation.Tests.Governance.Privacy;

public sealed class ExportedRowsTests
{
    private static readonly ProfileId Ann = ProfileId.ForCustomer("ann");
    private static readonly ProfileId Bob = ProfileId.ForCustomer("bob");
    private static readonly HashSet<ProfileId> OnlyAnn = [Ann];

    [Fact]
    public void Without_Adds_AreGone()
    {
        var csv = $"operation,profileId,email,phone\r\nadd,{Ann},a1,\r\nadd,{Bob},b1,p1\r\nadd,{Ann},a2,p2\r\n";

        ExportedRows.Without(csv, OnlyAnn, keepsOrders: true).ShouldBe($"operation,profileId,email,phone\r\nadd,{Bob},b1,p1\r\n");
    }

    [Fact]
    public void Without_Removes_AreKeptOnceWithTheProfileIdAlone_AndThenStay()
    {
        var csv = $"operation,profileId,email,phone\r\nremove,{Ann},a1,\r\nremove,{Ann},a2,\r\nremove,{Bob},b1,p1\r\n";

        var rest = ExportedRows.Without(csv, OnlyAnn, keepsOrders: true);

        rest.ShouldBe($"operation,profileId,email,phone\r\nremove,{Ann},,\r\nremove,{Bob},b1,p1\r\n");
        ExportedRows.Without(rest.ShouldNotBeNull(), OnlyAnn, keepsOrders: true).ShouldBeNull("nothing is left to take out");
    }

    [Fact]
    public void Without_RemovesThatWereFetched_AreGone()
    {
        var csv = $"operation,profileId,email\r\nremove,{Ann},\r\nremove,{Bob},b1\r\n";

        ExportedRows.Name(csv, OnlyAnn).ShouldBeTrue();
        var rest = ExportedRows.Without(csv, OnlyAnn, keepsOrders: false).ShouldNotBeNull();

        rest.ShouldBe($"operation,profileId,email\r\nremove,{Bob},b1\r\n");
        ExportedRows.Name(rest, OnlyAnn).ShouldBeFalse();
    }

    [Fact]
    public void Without_QuotedLineEnds_AreNotTakenForRows()
    {
        var csv = $"operation,profileId,externalId\r\nadd,{Ann},\"x\r\nadd,{Bob},y\"\r\nadd,{Bob},\"z \"\"\r\nq\"\r\n";

        ExportedRows.Without(csv, OnlyAnn, keepsOrders: true).ShouldBe($"operation,profileId,externalId\r\nadd,{Bob},\"z \"\"\r\nq\"\r\n");
    }

    [Fact]
    public void Without_NobodyOfThem_IsNoChange() =>
        ExportedRows.Without($"operation,profileId\r\nadd,{Bob}\r\n", OnlyAnn, keepsOrders: true).ShouldBeNull();
}
