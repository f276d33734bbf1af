using Azure.Data.Tables;
using Activation.Profiles;

namespace Activation.Tests.Profiles;

public sealed class ProfileEntityTests
{
    private static readonly TraitSchema Schema = new(
    [
        new Trait { Ordinal = 0, Name = "tier", Type = TraitType.String },
        new Trait { Ordinal = 1, Name = "ltv", Type = TraitType.Number },
        new Trait { Ordinal = 2, Name = "active", Type = TraitType.Boolean },
        new Trait { Ordinal = 3, Name = "joined", Type = TraitType.Date },
        new Trait { Ordinal = 4, Name = "seen", Type = TraitType.Timestamp },
    ]);

    [Fact]
    public void Read_OfWritten_IsTheSameRow()
    {
        var row = Row("Guld & Åre");

        var read = ProfileEntity.Read(ProfileEntity.Write(row, Schema), Schema);

        (read.Profile, read.Source, read.Version, read.ObservedAt, read.Fingerprint).ShouldBe((row.Profile, row.Source, row.Version, row.ObservedAt, row.Fingerprint));
        read.Traits.ShouldBe(row.Traits, ignoreOrder: true);
        read.ObservedTimes.ShouldBe(row.ObservedTimes, ignoreOrder: true);
        read.Identifiers.Digest().ShouldBe(row.Identifiers.Digest());
    }

    [Fact]
    public void Write_Hashes_AreThirtyTwoBytesEachAndTraitsStandByName()
    {
        var entity = ProfileEntity.Write(Row("Gold"), Schema);

        entity.PartitionKey.ShouldBe(entity.RowKey[..1]);
        entity.GetBinary("email").Length.ShouldBe(64);
        System.Text.Encoding.UTF8.GetString(entity.GetBinary("traits")).ShouldContain("\"tier\":\"Gold\"");
    }

    [Fact]
    public void Write_LongTraits_AreSplitAndReadBack()
    {
        var row = Row(new string('x', 200_000));

        var entity = ProfileEntity.Write(row, Schema);

        entity.GetBinary("traits").Length.ShouldBe(64 * 1024);
        entity.GetBinary("traits3").ShouldNotBeNull();
        ProfileEntity.Read(entity, Schema).Traits[0].ShouldBe(row.Traits[0]);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(800_000, false)]
    [InlineData(1_000_000, true)]
    public void IsTooLarge_NearTheLimitOfAnEntity_SaysSo(int characters, bool expected) =>
        ProfileEntity.IsTooLarge(Row(new string('x', characters)), Schema).ShouldBe(expected);

    [Fact]
    public void Transactions_ManyRows_HaveOnePartitionAndAtMostAHundredEach()
    {
        var rows = Enumerable.Range(0, 2500).Select(i => Row("Gold", $"C-{i}")).ToList();

        var transactions = ProfileStore.Transactions(rows, NothingStored, Schema).ToList();

        transactions.Sum(t => t.Count).ShouldBe(2500);
        transactions.ShouldAllBe(t => t.Count <= 100 && t.Select(a => a.Entity.PartitionKey).Distinct().Count() == 1);
    }

    [Fact]
    public void Transactions_LargeRows_StayBelowTheSizeOfATransaction() =>
        ProfileStore.Transactions(Enumerable.Range(0, 10).Select(_ => Row(new string('x', 700_000))), NothingStored, Schema).ShouldAllBe(t => t.Count <= 2);

    [Theory]
    [InlineData(2, true, "crm", TableTransactionActionType.UpdateMerge)]
    [InlineData(1, true, "crm", TableTransactionActionType.UpdateMerge)]
    [InlineData(0, true, "crm", TableTransactionActionType.UpsertReplace)]
    [InlineData(2, false, "crm", TableTransactionActionType.UpsertReplace)]
    [InlineData(2, true, "other", TableTransactionActionType.UpsertReplace)]
    public void Transactions_StoredRow_IsMergedIntoUnlessItWouldKeepAProperty(int emails, bool hasTraits, string storedSource, TableTransactionActionType expected)
    {
        var stored = Row("Gold", source: storedSource);
        var row = Row("Silver", emails: emails, hasTraits: hasTraits);

        var transactions = ProfileStore.Transactions([row], new Dictionary<ProfileId, SnapshotRow> { [row.Profile] = stored }, Schema);

        transactions.ShouldHaveSingleItem().ShouldHaveSingleItem().ActionType.ShouldBe(expected);
    }

    [Fact]
    public void Change_MergedIntoTheStoredEntity_IsTheNewOneAndLeavesOutWhatIsEqual()
    {
        var stored = ProfileEntity.Write(Row("Gold", emails: 1), Schema);
        var entity = ProfileEntity.Write(Row("Silver", emails: 2), Schema);

        var change = ProfileEntity.Change(entity, stored).ShouldNotBeNull();

        change.Keys.ShouldBe(["PartitionKey", "RowKey", "email", "traits"], ignoreOrder: true);
        foreach (var (name, value) in change)
        {
            stored[name] = value;
        }

        Comparable(stored).ShouldBe(Comparable(entity), ignoreOrder: true);
    }

    private static IEnumerable<(string Name, object Value)> Comparable(TableEntity entity) => entity.Select(p => (p.Key, p.Value is byte[] bytes ? Convert.ToHexString(bytes) : p.Value));

    private static readonly Dictionary<ProfileId, SnapshotRow> NothingStored = [];

    private static SnapshotRow Row(string tier, string customer = "C-1", string source = "crm", int emails = 2, bool hasTraits = true)
    {
        var identifiers = new IdentifierSet();
        for (var i = 0; i < emails; i++)
        {
            identifiers.Add("email", new string((char)('a' + i), 64));
        }

        identifiers.Add("external_id", "C-1, \"x\"");
        return new SnapshotRow
        {
            Profile = ProfileId.ForCustomer(customer),
            Source = new SourceId(source),
            Version = 12,
            ObservedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            Fingerprint = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            Identifiers = identifiers,
            Traits = !hasTraits ? [] : new Dictionary<int, object>
            {
                [0] = tier, [1] = 512.4, [2] = true, [3] = new DateOnly(2024, 2, 29), [4] = new DateTime(2026, 11, 2, 9, 30, 0, 120, DateTimeKind.Utc),
            },
            ObservedTimes = new Dictionary<int, DateTimeOffset> { [1] = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        };
    }
}
