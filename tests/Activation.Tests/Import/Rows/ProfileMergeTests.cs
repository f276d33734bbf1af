using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Tests.Import.Rows;

public sealed class ProfileMergeTests
{
    private static readonly SourceId Source = new("crm");
    private static readonly ProfileId Customer = ProfileId.ForCustomer("C-1");
    private static readonly DateTimeOffset Early = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Into_BothHaveATrait_TheNewerWinsAndEachKeepsItsTime()
    {
        var own = Row(Late, new() { [1] = "own", [2] = "own" }, new() { [2] = Early.AddDays(-1) }, "a");
        var other = Row(Early, new() { [1] = "other", [2] = "other", [3] = "other" }, [], "a", "b");

        var merged = ProfileMerge.Into(Customer, own, other, 9);

        merged.Traits.ShouldBe(new Dictionary<int, object> { [1] = "own", [2] = "other", [3] = "other" }, ignoreOrder: true);
        (merged.ObservedAt, merged.Version, merged.Profile).ShouldBe((Late, 9, Customer));
        merged.ObservedTimes.ShouldBe(new Dictionary<int, DateTimeOffset> { [2] = Early, [3] = Early }, ignoreOrder: true);
        merged.Identifiers["email"].ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Into_CustomerHasNoRow_TakesTheOthersAsItIs()
    {
        var merged = ProfileMerge.Into(Customer, null, Row(Early, new() { [1] = "x" }, [], "a"), 9);

        (merged.ObservedAt, merged.Traits[1], merged.Fingerprint).ShouldBe((Early, "x", Guid.Empty));
        merged.ObservedTimes.ShouldBeEmpty();
    }

    private static SnapshotRow Row(DateTimeOffset at, Dictionary<int, object> traits, Dictionary<int, DateTimeOffset> times, params string[] emails)
    {
        var identifiers = new IdentifierSet();
        identifiers.Set("email", emails);
        return new SnapshotRow
        {
            Profile = ProfileId.ForIdentifier("email", emails[0]), Source = Source, Version = 3, ObservedAt = at, Fingerprint = Guid.NewGuid(),
            Identifiers = identifiers, Traits = traits, ObservedTimes = times,
        };
    }
}
