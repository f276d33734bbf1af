using System.Text.Json;
using Activation.Api.Syncs;
using Activation.Destinations;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Sync;
using Activation.Tests.Sync;

namespace Activation.Tests.Api;

public sealed class SyncRulesTests
{
    private static readonly JsonElement Purchase = JsonSerializer.SerializeToElement("Purchase");

    private static readonly SyncDefinition Valid = new() { Segment = "gold", Destination = "meta" };

    [Fact]
    public void CheckOptions_AllSupportedOptions_Pass() => Should.NotThrow(() => SyncRules.CheckOptions(Valid with
    {
        AudienceName = "Gold",
        Schedule = "*/5 * * * *",
        MinimumSize = 0,
        MaxRemoveShare = 0.5,
        TimeZone = "Europe/Berlin",
        AfterImport = true,
        FullEveryDays = 7,
        StartsAt = new SyncDate(DateTimeOffset.UnixEpoch),
        EndsAt = new SyncDate(new DateOnly(1970, 1, 2)),
        AtEnd = AtEnd.Freeze,
        Paused = true,
        ValueTrait = "ltv",
        Traits = ["tier"],
        ResendOnChange = false,
    }));

    public static TheoryData<SyncDefinition, string> Refused => new()
    {
        { Valid with { ResendOnChange = false }, "resendOnChange" },
        { Valid with { Traits = ["tier", "Tier"] }, "traits" },
        { Valid with { Schedule = "every hour" }, "schedule" },
        { Valid with { Schedule = "0 0 30 2 *" }, "schedule" },
        { Valid with { MinimumSize = -1 }, "minimumSize" },
        { Valid with { MaxRemoveShare = 1.5 }, "maxRemoveShare" },
        { Valid with { MaxRemoveShare = double.NaN }, "maxRemoveShare" },
        { Valid with { AudienceName = "" }, "audienceName" },
        { Valid with { StartsAt = new SyncDate(DateTimeOffset.UnixEpoch), EndsAt = new SyncDate(DateTimeOffset.UnixEpoch) }, "endsAt" },
        { Valid with { StartsAt = new SyncDate(new DateOnly(2026, 11, 3)), EndsAt = new SyncDate(new DateOnly(2026, 11, 2)) }, "endsAt" },
        { Valid with { TimeZone = "Europe/Nowhere" }, "timeZone" },
        { Valid with { TimeZone = "" }, "timeZone" },
        { Valid with { FullEveryDays = 0 }, "fullEveryDays" },
        { Valid with { AtEnd = AtEnd.Freeze }, "atEnd" },
    };

    [Fact]
    public void CheckOptions_OneDay_IsBothStartAndEnd() => Should.NotThrow(() => SyncRules.CheckOptions(Valid with
    {
        StartsAt = new SyncDate(new DateOnly(2026, 11, 2)),
        EndsAt = new SyncDate(new DateOnly(2026, 11, 2)),
    }));

    public static TheoryData<SyncDefinition, ValueSupport, bool, string?> Enriched => new()
    {
        { Valid with { ValueTrait = "LTV", Traits = ["tier", "orders"] }, ValueSupport.Any, true, null },
        { Valid with { ValueTrait = "orders" }, ValueSupport.Fixed, false, null },
        { Valid with { ValueTrait = "ltv" }, ValueSupport.None, true, "valueTrait" },
        { Valid with { Traits = ["tier"] }, ValueSupport.Any, false, "traits" },
        { Valid with { ValueTrait = "lvt" }, ValueSupport.Any, true, "valueTrait" },
        { Valid with { ValueTrait = "tier" }, ValueSupport.Any, true, "valueTrait" },
        { Valid with { ValueTrait = "newest" }, ValueSupport.Any, true, "valueTrait" },
        { Valid with { Traits = ["tier", "teir"] }, ValueSupport.Any, true, "traits[1]" },
    };

    [Theory]
    [MemberData(nameof(Enriched), DisableDiscoveryEnumeration = true)]
    public void CheckEnrichment_AsksForTraitsThatThereAre_AndForDestinationsThatTakeThem(SyncDefinition sync, ValueSupport values, bool takesTraits, string? path)
    {
        var schema = new TraitSchema(
            [new Trait { Ordinal = 0, Name = "ltv", Type = TraitType.Number }, new Trait { Ordinal = 1, Name = "tier", Type = TraitType.String }],
            [new ComputedTrait("orders", new TraitDefinition { Event = Purchase, Measure = "count" }), new ComputedTrait("newest", new TraitDefinition { Event = Purchase, Measure = "last" })]);
        var type = TestDestination.Declaration with { Values = values, TakesTraits = takesTraits };

        var problem = Record.Exception(() => SyncRules.CheckEnrichment(sync, type, schema, EventSchema.Empty)) as ProblemException;

        problem?.Path.ShouldBe(path);
        (problem is null).ShouldBe(path is null);
    }

    [Theory]
    [InlineData(null, "identifiers[1]", "email", "nickname")]
    [InlineData(null, "identifiers[0]", "gender", "email")]
    [InlineData("nobodyFound", "identifiers", "firstName")]
    [InlineData(null, null, "firstName", "phone")]
    [InlineData(null, null)]
    public void CheckIdentifiers_UnknownOrNotTakenOrNoneThatFindsAnybody_IsRefused(string? code, string? path, params string[] identifiers)
    {
        var problem = Record.Exception(() => SyncRules.CheckIdentifiers(identifiers, TestDestination.Declaration)) as ProblemException;

        problem?.Path.ShouldBe(path);
        (problem is null).ShouldBe(path is null);
        (code is null || problem?.Code == code).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void CheckOptions_OutOfRange_NamesTheOption(SyncDefinition sync, string path) =>
        Should.Throw<ProblemException>(() => SyncRules.CheckOptions(sync)).Path.ShouldBe(path);
}
