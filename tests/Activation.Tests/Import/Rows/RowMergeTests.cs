using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Tests.Import.Rows;

public sealed class RowMergeTests
{
    private static readonly SourceId Source = new("crm");
    private static readonly ProfileId Profile = ProfileId.ForCustomer("C-1");
    private static readonly DateTimeOffset Before = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Trait?[] Traits =
    [
        new() { Ordinal = 4, Name = "tier", Type = TraitType.String },
        new() { Ordinal = 7, Name = "points", Type = TraitType.Number },
        null,
    ];

    [Fact]
    public void Apply_NewProfile_TakesWhatTheRowsSayInOrder()
    {
        var row = Apply(null, Row(["Silver", 1d, null]), Row(["Gold", null, null]));

        row.Traits.ShouldBe(new Dictionary<int, object> { [4] = "Gold", [7] = 1d }, ignoreOrder: true);
        row.ObservedTimes.ShouldBeEmpty();
        (row.ObservedAt, row.Version).ShouldBe((Now, 9));
    }

    [Fact]
    public void Apply_EmptyKeepsAndMarkClears()
    {
        var row = Apply(Old(), Row([null, CellMark.Clear, null]));

        row.Traits.ShouldBe(new Dictionary<int, object> { [4] = "Gold" });
    }

    [Fact]
    public void Apply_UnchangedValues_KeepTheirTimeOfObservation()
    {
        var row = Apply(Old(), Row(["Gold", 6d, null]));

        row.ObservedTimes.ShouldBe(new Dictionary<int, DateTimeOffset> { [4] = Before });
    }

    [Fact]
    public void Apply_NewEmail_ReplacesEveryVariantOfTheOldOne()
    {
        var row = Apply(Old(), Row([null, null, null], ("email", "new")));

        row.Identifiers["email"].ShouldBe(["new"]);
        row.Identifiers["email_google"].ShouldBeEmpty();
        row.Identifiers["phone"].ShouldBe(["p"]);
    }

    [Fact]
    public void Apply_ClearedIdentifier_IsGone()
    {
        var cleared = new ParsedRow
        {
            Line = 2, HasCustomer = true, Profile = Profile, Identifiers = new IdentifierSet(), Cleared = ["email"], Traits = [null, null, null], Fingerprint = Guid.Empty, Characters = 0,
        };

        Apply(Old(), cleared).Identifiers.VariantNames.ShouldBe(["phone"]);
    }

    [Fact]
    public void Apply_Gathering_PutsNewIdentifiersFirstAndKeepsThePlacesOfKnownOnes()
    {
        var stamp = new RowStamp(Source, 9, Now, Guid.Empty);
        var gathered = RowMerge.Apply(Old(), [Row([], ("email", "new"), ("phone", "p")), Row([], ("email", "old"), ("ecid", "e"))], [], stamp, gather: true);

        gathered.Identifiers["email"].ShouldBe(["new", "old"]);
        gathered.Identifiers["phone"].ShouldBe(["p"]);
        gathered.Identifiers["ecid"].ShouldBe(["e"]);
        RowMerge.AreEqual(gathered, RowMerge.Apply(gathered, [Row([], ("email", "old"))], [], stamp, gather: true)).ShouldBeTrue();
    }

    [Fact]
    public void AreEqual_SameContent_DoesNotCompareTimes()
    {
        RowMerge.AreEqual(Old(), Apply(Old(), Row(["Gold", 5d, null], ("email", "old"), ("email_google", "oldg")))).ShouldBeTrue();
        RowMerge.AreEqual(Old(), Apply(Old(), Row(["Gold", 5.5d, null]))).ShouldBeFalse();
        RowMerge.AreEqual(Old(), Apply(Old(), Row([null, CellMark.Clear, null]))).ShouldBeFalse();
        RowMerge.AreEqual(Old(), Apply(Old(), Row([null, null, null], ("phone", "q")))).ShouldBeFalse();
    }

    private static SnapshotRow Apply(SnapshotRow? old, params ParsedRow[] rows) =>
        RowMerge.Apply(old, rows, Traits, new RowStamp(Source, 9, Now, Guid.Empty));

    private static SnapshotRow Old()
    {
        var identifiers = new IdentifierSet();
        identifiers.Add("email", "old");
        identifiers.Add("email_google", "oldg");
        identifiers.Add("phone", "p");
        return new SnapshotRow
        {
            Profile = Profile,
            Source = Source,
            Version = 3,
            ObservedAt = Before,
            Fingerprint = Guid.Empty,
            Identifiers = identifiers,
            Traits = new Dictionary<int, object> { [4] = "Gold", [7] = 5d },
            ObservedTimes = new Dictionary<int, DateTimeOffset>(),
        };
    }

    private static ParsedRow Row(object?[] traits, params (string Variant, string Value)[] identifiers)
    {
        var set = new IdentifierSet();
        foreach (var (variant, value) in identifiers)
        {
            set.Add(variant, value);
        }

        return new ParsedRow { Line = 2, HasCustomer = true, Profile = Profile, Identifiers = set, Traits = traits, Fingerprint = Guid.Empty, Characters = 0 };
    }
}
