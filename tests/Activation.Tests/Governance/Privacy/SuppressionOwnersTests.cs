using Activation.Governance.Privacy;
using Azure.Data.Tables;

namespace Activation.Tests.Governance.Privacy;

public sealed class SuppressionOwnersTests
{
    [Fact]
    public void Get_WhatWasSet_IsTheSame()
    {
        SuppressionOwner[] owners = [Owner("r1", 0), Owner("r1", 4), Owner("r1", 1), Owner("r1", 2), Owner("r2", 9), Owner("r1", 4)];

        var entity = new TableEntity("p", "r");
        SuppressionOwners.Set(entity, owners);

        SuppressionOwners.Get(entity).ShouldBe(owners.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Get_EntryOfBefore_IsRead() =>
        SuppressionOwners.Get(new TableEntity("p", "r") { ["owners"] = "r1/0 r1/1 r2/17" }).ShouldBe([Owner("r1", 0), Owner("r1", 1), Owner("r2", 17)]);

    [Fact]
    public void Get_EntryWithoutOwners_IsEmpty()
    {
        var entity = new TableEntity("p", "r");
        SuppressionOwners.Get(entity).ShouldBeEmpty();
        SuppressionOwners.Set(entity, []);
        SuppressionOwners.Get(entity).ShouldBeEmpty();
    }

    [Fact]
    public void Set_EverybodyOfARequest_IsOneRange()
    {
        var entity = new TableEntity("p", "r");
        SuppressionOwners.Set(entity, Enumerable.Range(0, 5000).Select(i => Owner("r1", i)));

        entity.GetBinary("owners").ShouldBe("r1/0-4999"u8.ToArray());
    }

    [Fact]
    public void Set_ManyRequests_NoPropertyIsLargerThanATableTakes()
    {
        SuppressionOwner[] owners = [.. from request in Enumerable.Range(0, 12) from identifier in Enumerable.Range(0, 2500) select Owner($"20260101000000000{request:x8}", identifier * 2)];

        var entity = new TableEntity("p", "r");
        SuppressionOwners.Set(entity, owners);

        entity.Select(p => p.Value).OfType<byte[]>().ShouldAllBe(property => property.Length <= 64 * 1024);
        SuppressionOwners.Get(entity).ShouldBe(owners);
    }

    private static SuppressionOwner Owner(string request, int identifier) => new(request, identifier);
}
